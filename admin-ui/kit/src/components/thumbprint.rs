//! A key's thumbprint.

use super::element;
use countersign::Thumbprint;
use yew::prelude::*;

/// The length of a group: what is easily read out at a time.
const GROUP: usize = 4;

/// A thumbprint in groups that can be compared by voice. The space between them is the stylesheet's, so a
/// copied thumbprint has none.
pub fn thumbprint(thumbprint: &Thumbprint) -> Html {
    let text = thumbprint.to_string();
    let groups = groups(&text).map(|group| element("span", group));
    html! { <code class="thumbprint">{ for groups }</code> }
}

fn groups(text: &str) -> impl Iterator<Item = &str> {
    // Base64url is ASCII, so that every index is a boundary.
    (0..text.len()).step_by(GROUP).map(|start| &text[start..text.len().min(start + GROUP)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_together_are_the_thumbprint() {
        let text = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
        let groups: Vec<&str> = groups(text).collect();
        assert_eq!(groups.len(), 11);
        assert_eq!(groups[0], "1IG2");
        assert_eq!(groups[10], "54Y");
        assert_eq!(groups.concat(), text);
    }
}
