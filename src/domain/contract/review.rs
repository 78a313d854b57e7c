//! What a sound contract would say and this one does not.
