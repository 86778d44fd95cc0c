//! Which pages the navigation leads to.

use super::State;
use crate::route::Route;

impl State {
    /// The pages of the navigation, in its order. What not everybody has to do with comes last, and only where there is
    /// something of it, or it is shown.
    pub(crate) fn navigation(&self) -> Vec<Route> {
        let mut pages = Route::PAGES.to_vec();
        let has_volume = || self.accounts.iter().any(|account| self.has_volume(account));
        let has_orders = self
            .accounts
            .iter()
            .any(|account| self.licenses(&account.name).any(|(license, _)| license.order.is_some()));
        if self.route == Route::Orders || has_orders {
            pages.push(Route::Orders);
        }
        if self.route == Route::Sessions || !self.pools.is_empty() {
            pages.push(Route::Sessions);
        }
        let has_activation = || self.accounts.iter().any(|account| self.has_activation(account));
        if self.route == Route::Activation || has_activation() {
            pages.push(Route::Activation);
        }
        if matches!(self.route, Route::Volume | Route::VolumeRequest) || has_volume() {
            pages.push(Route::Volume);
        }
        pages
    }
}
