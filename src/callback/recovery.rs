//! A site that is recovered, by an import or made anew: apps go without a callback, and Forge may put its own back.

use crate::context::Context;
use crate::traffic::Remark;

/// The site is imported: apps go without a callback, the clientKey changes. Gives the apps that are gone.
pub(crate) async fn import_site(context: &Context) -> Vec<String> {
    recover(context, |apps| Remark::Imported { apps }).await
}

/// The site is made anew from what was saved of it: for apps it is as an import.
pub(crate) async fn recreate_site(context: &Context) -> Vec<String> {
    recover(context, |apps| Remark::Recreated { apps }).await
}

async fn recover(context: &Context, remark: impl Fn(Vec<String>) -> Remark) -> Vec<String> {
    let _turn = context.turn.lock().await;
    #[cfg(feature = "forge")]
    let to_put_back = super::forge::to_put_back(context);
    let (gone, client_key) = context.site(|site| (site.import(), site.client_key().to_owned()));
    context.log.names(|names| names.add_client_key(&client_key));
    for app in &gone {
        context.log.end_forge_tokens(app);
    }
    context.log.remark(remark(gone.clone()));
    #[cfg(feature = "forge")]
    let gone = super::forge::put_back(context, to_put_back, gone).await;
    gone
}
