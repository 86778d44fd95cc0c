//! Reads codes out of pictures. Which way of telling dark from light a picture needs, and at which size, only trying shows:
//! noise, blur and the marks of JPEG each defeat another one.

use rqrr::PreparedImage;

/// A picture is not made wider than this on the way, in pixels: it has to be read in a moment.
const WIDEST: usize = 2_600;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// All: of a picture there is but one.
    Thorough,
    /// A little: of a film the next picture comes at once.
    Quick,
}

/// How dark is told from light.
#[derive(Clone, Copy)]
enum Threshold {
    /// As the library does, by what is beside each pixel.
    Library,
    /// By the middle between the darkest and the lightest.
    Middle,
    /// By the mean of a window of this share of the picture's width.
    Window(usize),
}

/// What is tried: how many times larger the picture is made, over how many pixels it is blurred, and the threshold. What
/// reads most pictures comes first.
const TRIED: [(usize, usize, Threshold); 20] = [
    (1, 0, Threshold::Library),
    (2, 0, Threshold::Middle),
    (3, 1, Threshold::Middle),
    (2, 1, Threshold::Window(8)),
    (3, 2, Threshold::Window(8)),
    (3, 0, Threshold::Window(24)),
    (3, 1, Threshold::Library),
    (2, 1, Threshold::Library),
    (2, 0, Threshold::Window(8)),
    (3, 2, Threshold::Library),
    (3, 2, Threshold::Middle),
    (2, 1, Threshold::Middle),
    (3, 1, Threshold::Window(8)),
    (3, 1, Threshold::Window(24)),
    (1, 0, Threshold::Middle),
    (1, 0, Threshold::Window(8)),
    (2, 0, Threshold::Window(24)),
    (3, 0, Threshold::Middle),
    (3, 0, Threshold::Library),
    (2, 2, Threshold::Window(24)),
];

/// How many of them are tried of a film.
const QUICK: usize = 3;

/// The texts in the codes of a picture, which is given by the lightness of its pixels, row by row. Texts that are not
/// UTF-8 are none.
#[must_use]
pub fn read(pixels: &[u8], width: usize, effort: Effort) -> Vec<String> {
    let height = pixels.len().checked_div(width).unwrap_or_default();
    if width == 0 || height == 0 || pixels.len() != width * height {
        return Vec::new();
    }
    let picture = Picture { width, height, pixels: pixels.to_vec() };
    let tried = if effort == Effort::Quick { QUICK } else { TRIED.len() };
    let fits = |times: usize| times == 1 || width.max(height) * times <= WIDEST;
    for (times, radius, threshold) in TRIED.into_iter().take(tried).filter(|(times, ..)| fits(*times)) {
        let found = picture.enlarged(times).blurred(radius).codes(threshold);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Picture {
    fn at(&self, x: usize, y: usize) -> u32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        self.pixels.get(y * self.width + x).copied().unwrap_or(255).into()
    }

    /// Larger, each pixel between its neighbours.
    fn enlarged(&self, times: usize) -> Self {
        let (width, height) = (self.width * times, self.height * times);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            // In parts of a pixel, half a new pixel from the corner.
            let (row, below) = place(y, times);
            for x in 0..width {
                let (column, beside) = place(x, times);
                let whole = 2 * times as u32;
                let line = |y| self.at(column, y) * (whole - beside) + self.at(column + 1, y) * beside;
                let value = line(row) * (whole - below) + line(row + 1) * below;
                pixels.push(u8::try_from(value / (whole * whole)).unwrap_or(255));
            }
        }
        Self { width, height, pixels }
    }

    /// The mean of the pixels that are so near.
    fn blurred(self, radius: usize) -> Self {
        if radius == 0 {
            return self;
        }
        let sums = Sums::of(&self);
        let mean = |index: usize| sums.mean(index % self.width, index / self.width, radius);
        let pixels = (0..self.pixels.len()).map(|index| u8::try_from(mean(index)).unwrap_or(255)).collect();
        Self { pixels, ..self }
    }

    fn codes(&self, threshold: Threshold) -> Vec<String> {
        let Self { width, height, .. } = *self;
        let mut prepared = match threshold {
            Threshold::Library => {
                PreparedImage::prepare_from_greyscale(width, height, |x, y| self.pixels[y * width + x])
            }
            Threshold::Middle => {
                let darkest = self.pixels.iter().min().copied().unwrap_or_default();
                let lightest = self.pixels.iter().max().copied().unwrap_or_default();
                let middle = darkest.midpoint(lightest);
                PreparedImage::prepare_from_bitmap(width, height, |x, y| self.pixels[y * width + x] < middle)
            }
            Threshold::Window(share) => {
                let sums = Sums::of(self);
                let radius = (width / share).max(1);
                // A little below the mean, so that an even ground is light.
                let is_dark = |x, y| u64::from(self.at(x, y)) * 25 < sums.mean(x, y, radius) * 23;
                PreparedImage::prepare_from_bitmap(width, height, is_dark)
            }
        };
        let grids = prepared.detect_grids();
        grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
    }
}

/// The pixel before a pixel of the enlarged picture, and how far that is from it, in halves of new pixels.
fn place(index: usize, times: usize) -> (usize, u32) {
    let halves = (2 * index + 1).saturating_sub(times);
    (halves / (2 * times), (halves % (2 * times)) as u32)
}

/// The sums of all pixels above and before each.
struct Sums {
    width: usize,
    height: usize,
    sums: Vec<u64>,
}

impl Sums {
    fn of(picture: &Picture) -> Self {
        let Picture { width, height, .. } = *picture;
        let mut sums = vec![0; (width + 1) * (height + 1)];
        for y in 0..height {
            let mut line = 0;
            for x in 0..width {
                line += u64::from(picture.at(x, y));
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line;
            }
        }
        Self { width, height, sums }
    }

    /// The mean of the pixels around one.
    fn mean(&self, x: usize, y: usize, radius: usize) -> u64 {
        let (left, top) = (x.saturating_sub(radius), y.saturating_sub(radius));
        let (right, bottom) = ((x + radius + 1).min(self.width), (y + radius + 1).min(self.height));
        let sum = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        let within = sum(right, bottom) + sum(left, top) - sum(right, top) - sum(left, bottom);
        within / ((right - left) * (bottom - top)).max(1) as u64
    }
}
