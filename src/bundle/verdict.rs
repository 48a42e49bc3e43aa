//! Who speaks in a bundle, and whether that counts here.

use super::journal::{Census, Disorder, Edits, Reader};
use super::{Bad, BundleId, Manifest, Opened, Part, PublicKey, Reason, Trust};

/// What is to be thought of a bundle.
#[derive(Debug)]
pub enum Verdict {
    /// Signed by a key that is accepted for the office it comes from.
    Good(Verified),
    /// Whole, but the key is not accepted for that office: compare the code on the phone, then trust the key.
    Unknown {
        /// `SHA256:…` of the key.
        fingerprint: String,
        /// Mã đối chiếu of the key.
        code: String,
        /// The office it says it comes from.
        from: String,
        /// The places that the key is accepted for; none of them is that office or above it.
        accepted: Vec<String>,
        /// The bundle, to be judged again once the key is trusted.
        opened: Box<Opened>,
    },
    /// Not to be used.
    Bad(Bad),
}

/// A bundle that may be imported. Only [`Opened::judge`] makes one.
pub struct Verified {
    opened: Opened,
    places: Vec<String>,
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verified({:?})", self.opened)
    }
}

impl Opened {
    /// Judges a bundle for an office. `within(code, above)` tells whether a place is another or lies below
    /// it; it must answer for the codes of both regimes, at a date that the caller chooses (the period's
    /// last day, in the regime that the bundle reports along).
    pub fn judge(
        self,
        trust: &Trust,
        within: &dyn Fn(&str, &str) -> bool,
        receiver: &str,
    ) -> Verdict {
        let manifest = &self.manifest;
        if manifest.to != receiver {
            return Verdict::Bad(Bad::new(
                Part::Manifest,
                Reason::Addressed {
                    to: manifest.to.clone(),
                    receiver: receiver.to_owned(),
                },
            ));
        }
        let accepted = trust.places_of(&self.signer);
        let places: Vec<String> = accepted.iter().map(|place| (*place).to_owned()).collect();
        if !accepted.iter().any(|place| within(&manifest.from, place)) {
            return Verdict::Unknown {
                fingerprint: self.signer.fingerprint(),
                code: self.signer.code(),
                from: manifest.from.clone(),
                accepted: places,
                opened: Box::new(self),
            };
        }
        match read_through(&self) {
            Err(bad) => Verdict::Bad(bad),
            Ok(()) => Verdict::Good(Verified {
                opened: self,
                places,
            }),
        }
    }
}

/// Reads the journal once to its end: bounds, canonical lines, order, counts.
fn read_through(opened: &Opened) -> Result<(), Bad> {
    let mut reader = Reader::new(&opened.journal)?;
    let mut census = Census::default();
    while let Some(edit) = reader.read()? {
        let line = reader.number();
        census.count(&edit).map_err(|disorder| {
            let reason = match disorder {
                Disorder::Doubled => Reason::Doubled { line },
                Disorder::Late => Reason::Order { line },
            };
            Bad::new(Part::Journal, reason)
        })?;
    }
    if census.counts != opened.manifest.counts {
        return Err(Bad::new(Part::Manifest, Reason::Counts));
    }
    Ok(())
}

impl Verified {
    /// What the bundle says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.opened.manifest
    }

    /// The key that signed it.
    pub fn signer(&self) -> &PublicKey {
        &self.opened.signer
    }

    /// Its name.
    pub fn id(&self) -> BundleId {
        self.opened.id
    }

    /// The places that the key speaks for, with those below them.
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// The edits, each after the one that it follows. Inflated and parsed anew at every call.
    pub fn edits(&self) -> Edits<'_> {
        Edits(Reader::new(&self.opened.journal).ok())
    }

    /// Training bundles go into training workspaces and real ones into real ones.
    ///
    /// # Errors
    /// If this one does not fit.
    pub fn fits(&self, training: bool) -> Result<(), Bad> {
        let bundle = self.manifest().training;
        if bundle == training {
            Ok(())
        } else {
            Err(Bad::new(Part::Manifest, Reason::Training { bundle }))
        }
    }
}
