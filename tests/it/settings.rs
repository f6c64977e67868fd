//! Every setting changes what it says.
