//! Where a tenant can live: runtimes, paused time, threads.
