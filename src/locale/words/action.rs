//! Words of recommendations and actions.

use crate::domain::action::{ActionKind, Standing};
use crate::locale::Locale;

impl Locale {
    /// `recommandation`, `action`.
    #[must_use]
    pub fn action_kind(&self, kind: ActionKind) -> String {
        match kind {
            ActionKind::Recommendation => self.action_recommendation(),
            ActionKind::Action => self.action_action(),
        }
    }

    /// `à faire`, `en retard`, `faite`, `abandonnée`.
    #[must_use]
    pub fn action_standing(&self, standing: Standing) -> String {
        match standing {
            Standing::Open => self.action_open(),
            Standing::Overdue => self.action_overdue(),
            Standing::Done => self.action_done(),
            Standing::Dropped => self.action_dropped(),
        }
    }
}
