// Feeds a file to alacritty_terminal and prints how fast it went, as `throughput` does: alacritty FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK.
use alacritty_terminal::{ansi::Processor, config::Config, event::{Event, EventListener}, grid::Dimensions, term::Term};

struct Size(usize, usize);

impl Dimensions for Size {
    fn total_lines(&self) -> usize { self.1 }
    fn screen_lines(&self) -> usize { self.1 }
    fn columns(&self) -> usize { self.0 }
}

struct Nobody;

impl EventListener for Nobody {
    fn send_event(&self, _: Event) {}
}

fn cpu_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, numbers @ ..] = arguments.as_slice() else { panic!("no file") };
    let numbers: Vec<usize> = numbers.iter().map(|number| number.parse().expect("a number")).collect();
    let [chunk, rounds, columns, rows, scrollback] = numbers[..] else { panic!("FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK") };
    let data = std::fs::read(file).expect("a readable file");

    let mut config = Config::default();
    config.scrolling.set_history(scrollback as u32);
    let mut terminal = Term::new(&config, &Size(columns, rows), Nobody);
    let mut processor = Processor::new();
    let mut feed = |data: &[u8]| {
        for read in data.chunks(chunk) {
            for byte in read {
                processor.advance(&mut terminal, *byte);
            }
        }
    };

    feed(&data[..data.len().min(4 << 20)]);
    let mut speeds: Vec<f64> = (0..rounds).map(|_| {
        let start = cpu_seconds();
        feed(&data);
        data.len() as f64 / 1e6 / (cpu_seconds() - start)
    }).collect();

    speeds.sort_by(f64::total_cmp);
    println!("{{\"layer\":\"screen\",\"file\":\"{file}\",\"bytes\":{},\"mbPerSecond\":{:.3},\"allocatedBytes\":null,\"chunk\":{chunk},\"peer\":\"alacritty\"}}",
        data.len(), (speeds[(rounds - 1) / 2] + speeds[rounds / 2]) / 2.0);
}
