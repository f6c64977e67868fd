//! Upgrade, disable, enable, uninstall, reinstall, rotate, rename, import.
