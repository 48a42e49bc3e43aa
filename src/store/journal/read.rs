//! Reading: in order from a mark, or one frame by its place.

use std::sync::PoisonError;

use super::segment::{Segment, Step};
use super::{HEADER, Journal, Mark, frame};
use crate::store::StoreError;

/// One verified frame.
pub(in crate::store) struct Frame {
    /// Where it starts.
    pub(in crate::store) start: Mark,
    /// Where the next one starts.
    pub(in crate::store) end: Mark,
    /// What it carries.
    pub(in crate::store) payload: Vec<u8>,
}

/// The frames from a mark to the journal's end, each verified.
pub(in crate::store) struct Frames<'a> {
    journal: &'a Journal,
    segment: Option<Segment>,
    at: Mark,
    done: bool,
}

impl Journal {
    /// All frames.
    pub(in crate::store) fn frames(&self) -> Frames<'_> {
        self.frames_from(Frames::start())
    }

    /// The frames from a mark on, which must have come from [`Frame::end`] or [`Journal::end`].
    pub(in crate::store) fn frames_from(&self, at: Mark) -> Frames<'_> {
        Frames {
            journal: self,
            segment: None,
            at,
            done: false,
        }
    }

    /// Whether a mark is one of this journal: between frames, with this chain before it.
    /// Reads the mark's segment up to it.
    pub(in crate::store) fn holds(&self, mark: Mark) -> Result<bool, StoreError> {
        let end = self.end();
        if mark == end {
            return Ok(true);
        }
        if (mark.segment, mark.offset) > (end.segment, end.offset) || mark.segment == 0 {
            return Ok(false);
        }
        let segment = self.segment(mark.segment)?;
        let (mut offset, mut chain) = (HEADER as u64, segment.chain);
        while offset < mark.offset {
            let Step::Frame { payload, next } = segment.step(offset)? else {
                return Ok(false);
            };
            offset = next;
            chain = frame::next_chain(&chain, &payload);
        }
        Ok(offset == mark.offset && chain == mark.chain)
    }

    /// The payload of the frame at a place.
    pub(in crate::store) fn frame_at(
        &self,
        number: u32,
        offset: u64,
    ) -> Result<Vec<u8>, StoreError> {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let segment = match reading.take().filter(|segment| segment.number == number) {
            Some(segment) => segment,
            None => self.segment(number)?,
        };
        let read = match segment.step(offset) {
            Ok(Step::Frame { payload, .. }) => segment.opened(&self.keys, offset, payload),
            Ok(Step::End) => Err(damaged(number, offset, "frames-missing")),
            Ok(Step::Broken(what)) => Err(damaged(number, offset, what)),
            Err(error) => Err(error),
        };
        *reading = Some(segment);
        read
    }

    /// How many segments.
    pub(in crate::store) fn segments(&self) -> u32 {
        self.end.segment
    }
}

fn damaged(segment: u32, offset: u64, what: &'static str) -> StoreError {
    StoreError::Damaged {
        segment,
        offset,
        what,
    }
}

impl Frames<'_> {
    /// Where the first frame of a journal stands.
    pub(in crate::store) fn start() -> Mark {
        Mark {
            segment: 1,
            offset: HEADER as u64,
            chain: [0; 32],
        }
    }

    /// Nothing more.
    pub(in crate::store) fn stop(&mut self) {
        self.done = true;
    }

    fn step(&mut self) -> Result<Option<Frame>, StoreError> {
        let end = self.journal.end();
        loop {
            if (self.at.segment, self.at.offset) >= (end.segment, end.offset) {
                return Ok(None);
            }
            let segment = match self.segment.take() {
                Some(segment) => segment,
                None => self.enter()?,
            };
            match segment.step(self.at.offset)? {
                Step::Frame { payload, next } => {
                    let start = self.at;
                    self.at.offset = next;
                    self.at.chain = frame::next_chain(&start.chain, &payload);
                    let payload = segment.opened(&self.journal.keys, start.offset, payload)?;
                    self.segment = Some(segment);
                    return Ok(Some(Frame {
                        start,
                        end: self.at,
                        payload,
                    }));
                }
                Step::End if self.at.segment < end.segment => {
                    self.at.segment += 1;
                    self.at.offset = HEADER as u64;
                }
                Step::End => {
                    return Err(damaged(self.at.segment, self.at.offset, "frames-missing"));
                }
                Step::Broken(what) => {
                    return Err(damaged(self.at.segment, self.at.offset, what));
                }
            }
        }
    }

    fn enter(&self) -> Result<Segment, StoreError> {
        let segment = self.journal.segment(self.at.segment)?;
        let first = self.at.offset == HEADER as u64;
        if segment.identity != self.journal.identity || first && segment.chain != self.at.chain {
            return Err(damaged(self.at.segment, 0, "chain"));
        }
        Ok(segment)
    }
}

impl Iterator for Frames<'_> {
    type Item = Result<Frame, StoreError>;

    /// Ends after the first error: what stands behind it cannot be placed.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let step = self.step().transpose();
        self.done = !matches!(step, Some(Ok(_)));
        step
    }
}
