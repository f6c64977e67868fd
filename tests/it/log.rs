//! The request log: order, nesting, placeholders, filters, waiting.
