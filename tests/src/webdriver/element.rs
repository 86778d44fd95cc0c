//! Elements, found as people and screen readers find them: by role and name.

use super::{Browser, Engine, wait_for};
use serde_json::{Value, json};

/// The name of the member that holds an element's reference (W3C WebDriver, section 12.1).
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Whether an element is where it was before the page was drawn twice. A hidden tab is not drawn, and does not
/// move either.
const IS_AT_REST: &str = "
    const place = () => { const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x, y, width, height].join(); };
    const drawn = () => new Promise((resolve) => { requestAnimationFrame(resolve); setTimeout(resolve, 100); });
    const before = place();
    return drawn().then(drawn).then(() => place() === before);
";

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An article: what came of a file.
    Article,
    /// A button.
    Button,
    /// A box that is ticked.
    Checkbox,
    /// A field that takes files.
    FileField,
    /// A heading.
    Heading,
    /// A link.
    Link,
    /// A menu of which one item is chosen.
    Menu,
    /// A part of the page with a name.
    Region,
    /// A field that takes text.
    TextField,
}

impl Role {
    /// The elements that can have the role.
    fn selector(self) -> &'static str {
        match self {
            Role::Article => "article",
            Role::Checkbox => "input[type=checkbox]",
            Role::Button => "button, summary",
            Role::FileField => "input[type=file]",
            Role::Heading => "h1, h2, h3, h4, h5, h6",
            Role::Link => "a[href]",
            Role::Menu => "select",
            Role::Region => "section, [role=region]",
            Role::TextField => {
                "textarea, input:not([type]), input[type=text], input[type=number], input[type=search]"
            }
        }
    }
}

/// An element of a page.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl<'a> Element<'a> {
    /// The element that a script returned.
    pub(super) fn new(browser: &'a Browser, reference: &Value) -> Option<Self> {
        Some(Self { browser, id: reference[REFERENCE].as_str()?.to_owned() })
    }

    /// The element in this one that has a role and a name. Waits until there is one.
    ///
    /// # Panics
    /// Where there is none after a long time.
    pub fn find(&self, role: Role, name: &str) -> Element<'a> {
        find(self.browser, &self.path("elements"), role, name)
    }

    /// The name that assistive technology gives it.
    pub fn name(&self) -> Option<String> {
        let name = self.browser.get(&self.path("computedlabel")).ok()?;
        name.as_str().map(str::to_owned)
    }

    /// Whether it has a role and a name.
    pub fn is(&self, role: Role, name: &str) -> bool {
        let matches = "return arguments[0].matches(arguments[1])";
        let has_role = self.browser.run(matches, json!([self.reference(), role.selector()]));
        has_role == json!(true) && self.is_named(role, name)
    }

    /// Whether it, which has the role, has the name.
    fn is_named(&self, role: Role, name: &str) -> bool {
        let Some(found) = self.name().map(|found| in_one_line(&found)) else { return false };
        // Firefox appends what its own button says, and the file that was chosen.
        let rest = found.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || (role == Role::FileField && rest.starts_with(' ')))
    }

    /// What is seen of it, in one line.
    pub fn text(&self) -> String {
        let text = self.browser.run("return arguments[0].innerText", json!([self.reference()]));
        in_one_line(text.as_str().expect("an element's text"))
    }

    /// Waits until a text is seen in it.
    ///
    /// # Panics
    /// Where it is not, after a long time.
    pub fn wait_for_text(&self, text: &str) {
        wait_for(text, || self.text().contains(text).then_some(()));
    }

    /// Clicks it, as a pointer does, once it stands still: a page that still moves would put something else
    /// under the pointer.
    ///
    /// # Panics
    /// Where it can't be clicked: it is covered, hidden, gone, or does not come to rest.
    pub fn click(&self) {
        if self.browser.engine() == Engine::WebKit {
            // Its driver brings an element to the edge of the window, where clicks were seen to come to nothing.
            self.browser.run("arguments[0].scrollIntoView({ block: 'center' })", json!([self.reference()]));
        }
        let is_at_rest = || self.browser.run(IS_AT_REST, json!([self.reference()])) == json!(true);
        wait_for("an element at rest", || is_at_rest().then_some(()));
        self.post("click", &json!({}));
    }

    /// Gives text to it: keys to press, or the path of a file to choose.
    ///
    /// # Panics
    /// Where it takes none.
    pub fn give(&self, text: &str) {
        self.post("value", &json!({ "text": text }));
    }

    /// Chooses an item of a menu.
    ///
    /// # Panics
    /// Where there is no such item.
    pub fn choose(&self, item: &str) {
        let options = self.browser.post(&self.path("elements"), &css("option")).expect("a menu has items");
        let options = options.as_array().into_iter().flatten();
        let mut options = options.filter_map(|option| Element::new(self.browser, option));
        options.find(|option| option.text() == item).unwrap_or_else(|| panic!("no item {item:?}")).click();
    }

    /// What a field holds.
    pub fn value(&self) -> String {
        let value = self.browser.run("return arguments[0].value", json!([self.reference()]));
        value.as_str().expect("a field").to_owned()
    }

    /// Whether it is ticked.
    pub fn is_ticked(&self) -> bool {
        self.browser.get(&self.path("selected")) == Ok(Value::Bool(true))
    }

    /// Whether it can be seen.
    pub fn is_displayed(&self) -> bool {
        self.browser.get(&self.path("displayed")) == Ok(Value::Bool(true))
    }

    /// Its reference, as an argument of a script.
    pub fn reference(&self) -> Value {
        json!({ REFERENCE: self.id })
    }

    fn path(&self, command: &str) -> String {
        format!("/element/{}/{command}", self.id)
    }

    fn post(&self, command: &str, body: &Value) {
        if let Err(error) = self.browser.post(&self.path(command), body) {
            panic!("{command}: {error}");
        }
    }
}

/// The first element with a role and a name among those that a command finds. Waits until there is one.
pub(super) fn find<'a>(browser: &'a Browser, command: &str, role: Role, name: &str) -> Element<'a> {
    wait_for(&format!("{role:?} {name:?}"), || {
        let found = browser.post(command, &css(role.selector())).ok()?;
        let mut elements = found.as_array()?.iter().filter_map(|element| Element::new(browser, element));
        elements.find(|element| element.is_named(role, name))
    })
}

fn css(selector: &str) -> Value {
    json!({ "using": "css selector", "value": selector })
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
