//! Puts apps on Forge back on a site that was recovered: each comes as an installation of its own.

use super::install::put;
use crate::context::Context;
use crate::manifest::Manifest;
use crate::settings::ForgeAfterRecovery;

/// The manifests of the apps that are there before a recovery and are to come back.
pub(in crate::callback) fn to_put_back(context: &Context) -> Vec<Manifest> {
    match context.settings.forge_after_recovery {
        ForgeAfterRecovery::Removed => Vec::new(),
        ForgeAfterRecovery::Reinstalled => context.site(|site| site.forge_manifests()),
    }
}

/// Installs them again; gives those of `gone` that have not come back.
pub(in crate::callback) async fn put_back(
    context: &Context,
    manifests: Vec<Manifest>,
    mut gone: Vec<String>,
) -> Vec<String> {
    for manifest in manifests {
        let (id, half) = (manifest.app_id().to_owned(), manifest.connect());
        match put(context, manifest, None).await {
            Ok(_) => {
                context.log.remark(format!(
                    "`{id}` is installed again with the site, as another installation (setting `forge_after_recovery`)"
                ));
                let half = half.as_ref().map(|half| half.key());
                gone.retain(|app| *app != id && Some(app.as_str()) != half);
            }
            Err(error) => context
                .log
                .remark(format!("`{id}` does not come back: {error}")),
        }
    }
    gone
}
