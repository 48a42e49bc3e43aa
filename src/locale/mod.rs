//! Room `locale`.
