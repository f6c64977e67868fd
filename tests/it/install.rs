//! Install: what is sent, in which order, and what is refused.
