/**
 * Makes up traces: a scheduler whose threads do at each step, by chance, one of the things that are open to them,
 * and write down what they did, each by a clock of its own. What comes out is a trace that the runtime could have
 * written, as text, and how many events one should read from it.
 */

type Chance = (below: number) => number;
type ProcStatus = "running" | "idle" | "syscall" | "abandoned";
type GoStatus = "runnable" | "running" | "waiting" | "syscall";

interface Proc {
  readonly id: number;
  status: ProcStatus;
  seq: number;
  sweeping: boolean;
  /** Who holds it; for an abandoned one, who held it. */
  thread: Thread | undefined;
}

interface Goroutine {
  readonly id: number;
  status: GoStatus;
  seq: number;
  assisting: boolean;
  readonly regions: string[];
}

interface Thread {
  readonly id: number;
  /** Ticks by which its clock is ahead of the others'. */
  readonly skew: number;
  last: number;
  proc: Proc | undefined;
  goroutine: Goroutine | undefined;
  lines: string[];
}

export interface SimulatedTrace {
  readonly text: string;
  /** Without the Syncs: at least, and at most so many. A proc that is lost about when its thread ends makes the difference. */
  readonly least: number;
  readonly most: number;
}

export interface Size {
  readonly threads: number;
  readonly procs: number;
  readonly generations: number;
  /** Per generation. */
  readonly steps: number;
  /** By how many ticks clocks may differ; an event takes about two. */
  readonly skew: number;
}

/** The same seed and size make the same trace. */
export function simulate(seed: number, size: Size): SimulatedTrace {
  return new Simulation(numbers(seed), size).run();
}

interface Action {
  readonly when: (t: Thread, s: Simulation) => boolean;
  readonly act: (t: Thread, s: Simulation) => void;
}

class Simulation {
  readonly chance: Chance;
  readonly threads: Thread[];
  readonly procs: Proc[];
  readonly goroutines = new Set<Goroutine>();
  readonly #size: Size;
  gcSeq = 0;
  collecting = false;
  tasks = 0;
  #now = 1000;
  #ids = 0;
  #least = 0;
  #most = 0;

  constructor(chance: Chance, size: Size) {
    this.chance = chance;
    this.#size = size;
    this.threads = Array.from({ length: size.threads }, (_, id) => ({
      id,
      skew: chance(size.skew + 1),
      last: 0,
      proc: undefined,
      goroutine: undefined,
      lines: [],
    }));
    this.procs = Array.from({ length: size.procs }, (_, id) => ({
      id,
      status: "idle",
      seq: 0,
      sweeping: false,
      thread: undefined,
    }));
  }

  run(): SimulatedTrace {
    const out = [`go ${this.pick(["1.23", "1.26"])}`];
    for (let i = 0; i < 3; i++) this.create(i % 2 === 0 ? "waiting" : "runnable");
    for (let generation = 1; generation <= this.#size.generations; generation++) {
      out.push(`generation ${generation} @${this.#now}`);
      this.#tellStatus();
      for (let step = 0; step < this.#size.steps; step++) this.#step();
      for (const t of this.threads) {
        out.push(...t.lines);
        t.lines = [];
      }
    }
    return { text: out.join("\n"), least: this.#least, most: this.#most };
  }

  /** Writes an event down, with the time that the thread's clock says, now and then in a batch of its own. */
  tell(t: Thread, event: string, least = 1, most = least): void {
    this.#now += this.chance(5);
    const time = this.#now + t.skew;
    if (t.lines.length === 0 || this.chance(12) === 0) {
      t.last = time - this.chance(3);
      t.lines.push(`thread ${t.id} @${t.last}`);
    }
    t.last = Math.max(t.last, time);
    t.lines.push(`@${t.last} ${event}`);
    this.#least += least;
    this.#most += most;
  }

  create(status: GoStatus): Goroutine {
    const goroutine = { id: ++this.#ids, status, seq: 0, assisting: false, regions: [] };
    this.goroutines.add(goroutine);
    return goroutine;
  }

  any(status: GoStatus): Goroutine | undefined {
    return this.pick([...this.goroutines].filter((g) => g.status === status));
  }

  pick<T>(of: readonly T[]): T {
    return of[this.chance(of.length)]!;
  }

  stack(): string {
    return this.pick([
      "none",
      '"main.f main.go:1 < main.main main.go:9"',
      '"main.g main.go:2 < main.main main.go:9"',
      '"main.main main.go:8"',
    ]);
  }

  #step(): void {
    const t = this.pick(this.threads);
    const open = ACTIONS.filter((action) => action.when(t, this));
    if (open.length > 0) this.pick(open).act(t, this);
  }

  /**
   * At a generation's start each proc and goroutine is accounted for, and they count from the beginning. Ranges that go
   * on are told of only where nothing can come between: on the thread that is at it.
   */
  #tellStatus(): void {
    for (const p of this.procs) {
      const t = p.status === "running" || p.status === "syscall" ? p.thread! : this.pick(this.threads);
      p.seq = 0;
      this.tell(t, `ProcStatus p=${p.id} status=${p.status}`);
      if (p.sweeping && p.status === "running") this.tell(t, `GCSweepActive p=${p.id}`);
    }
    for (const g of this.goroutines) {
      const own = this.threads.find((thread) => thread.goroutine === g);
      const t = own ?? this.pick(this.threads);
      g.seq = 0;
      this.tell(t, `GoStatus g=${g.id} m=${own?.id ?? "none"} status=${g.status}`);
      if (g.assisting && g.status === "running") this.tell(t, `GCMarkAssistActive g=${g.id}`);
    }
  }
}

const running = (t: Thread): boolean => t.proc?.status === "running" && t.goroutine?.status === "running";
/** A proc does not change its goroutine in the middle of a sweep. */
const mayLeave = (t: Thread): boolean => running(t) && !t.proc!.sweeping;
const idleProc = (t: Thread): boolean => t.proc?.status === "running" && t.goroutine === undefined;
const inSyscall = (t: Thread): boolean => t.goroutine?.status === "syscall";

function leave(t: Thread, status: GoStatus): void {
  t.goroutine!.status = status;
  t.goroutine = undefined;
}

function release(p: Proc, status: ProcStatus): void {
  if (p.thread?.proc === p) p.thread.proc = undefined;
  p.status = status;
  if (status === "idle") p.thread = undefined;
}

function annotation(event: (t: Thread, s: Simulation) => string): Action {
  return { when: running, act: (t, s) => s.tell(t, event(t, s)) };
}

const ACTIONS: readonly Action[] = [
  // A thread takes up a proc, also on its way out of a syscall.
  {
    when: (t, s) => t.proc === undefined && s.procs.some((p) => p.status === "idle"),
    act: (t, s) => {
      const p = s.pick(s.procs.filter(({ status }) => status === "idle"));
      s.tell(t, `ProcStart p=${p.id} seq=${++p.seq}`);
      Object.assign(p, { status: "running", thread: t });
      t.proc = p;
    },
  },
  {
    when: (t) => idleProc(t) && !t.proc!.sweeping,
    act: (t, s) => {
      s.tell(t, "ProcStop");
      release(t.proc!, "idle");
    },
  },
  {
    when: (_, s) => s.procs.some((p) => p.status === "syscall" || p.status === "abandoned"),
    act: (t, s) => {
      const p = s.pick(s.procs.filter(({ status }) => status === "syscall" || status === "abandoned"));
      s.tell(t, `ProcSteal p=${p.id} seq=${++p.seq} m=${p.thread!.id}`);
      release(p, "idle");
    },
  },
  // Goroutines run, rest and end.
  {
    when: (t, s) => idleProc(t) && !t.proc!.sweeping && s.any("runnable") !== undefined,
    act: (t, s) => {
      const g = s.any("runnable")!;
      s.tell(t, `GoStart g=${g.id} seq=${++g.seq}`);
      g.status = "running";
      t.goroutine = g;
    },
  },
  {
    when: (t) => running(t) || idleProc(t),
    act: (t, s) => s.tell(t, `GoCreate g=${s.create("runnable").id} start="main.f main.go:1" stack=${s.stack()}`),
  },
  {
    when: running,
    act: (t, s) => s.tell(t, `GoCreateBlocked g=${s.create("waiting").id} start="main.g main.go:2" stack=${s.stack()}`),
  },
  {
    when: (_, s) => s.any("waiting") !== undefined,
    act: (t, s) => {
      const g = s.any("waiting")!;
      s.tell(t, `GoUnblock g=${g.id} seq=${++g.seq} stack=${s.stack()}`);
      g.status = "runnable";
    },
  },
  {
    when: mayLeave,
    act: (t, s) => {
      s.tell(t, `GoStop reason="preempted" stack=${s.stack()}`);
      leave(t, "runnable");
    },
  },
  {
    when: mayLeave,
    act: (t, s) => {
      s.tell(t, `GoBlock reason="${s.pick(["sync", "chan receive", "network"])}" stack=${s.stack()}`);
      leave(t, "waiting");
    },
  },
  {
    when: (t) => mayLeave(t) && !t.goroutine!.assisting,
    act: (t, s) => {
      s.tell(t, "GoDestroy");
      s.goroutines.delete(t.goroutine!);
      t.goroutine = undefined;
    },
  },
  {
    when: (t, s) => mayLeave(t) && s.any("waiting") !== undefined,
    act: (t, s) => {
      const next = s.any("waiting")!;
      s.tell(t, `GoSwitch g=${next.id} seq=${++next.seq}`, 3);
      leave(t, "waiting");
      next.status = "running";
      t.goroutine = next;
    },
  },
  // Syscalls, and goroutines that C brings along.
  {
    when: mayLeave,
    act: (t, s) => {
      s.tell(t, `GoSyscallBegin seq=${++t.proc!.seq} stack=${s.stack()}`);
      t.proc!.status = "syscall";
      t.goroutine!.status = "syscall";
    },
  },
  {
    when: (t) => inSyscall(t) && t.proc?.status === "syscall",
    act: (t, s) => {
      s.tell(t, "GoSyscallEnd");
      t.proc!.status = "running";
      t.goroutine!.status = "running";
    },
  },
  {
    when: (t) => inSyscall(t) && t.proc?.status !== "syscall",
    act: (t, s) => {
      s.tell(t, "GoSyscallEndBlocked");
      leave(t, "runnable");
    },
  },
  {
    when: (t) => t.goroutine === undefined && t.proc === undefined,
    act: (t, s) => {
      t.goroutine = s.create("syscall");
      s.tell(t, `GoCreateSyscall g=${t.goroutine.id}`);
    },
  },
  {
    when: (t) => inSyscall(t) && !t.goroutine!.assisting && t.proc?.status !== "running",
    act: (t, s) => {
      s.tell(t, "GoDestroySyscall", 1, 2);
      if (t.proc !== undefined) release(t.proc, "abandoned");
      s.goroutines.delete(t.goroutine!);
      t.goroutine = undefined;
    },
  },
  // What else there is to tell.
  annotation((_, s) => `UserLog task=${s.chance(9)} key="k" value="${s.chance(3)}" stack=${s.stack()}`),
  annotation(
    (_, s) => `UserTaskBegin task=${++s.tasks} parent=${s.chance(s.tasks)} name="task ${s.tasks}" stack=${s.stack()}`,
  ),
  annotation((_, s) => `UserTaskEnd task=${s.chance(s.tasks + 1)} stack=${s.stack()}`),
  annotation((_, s) => `GoLabel "GC (${s.pick(["idle", "dedicated"])})"`),
  annotation((_, s) => `ProcsChange procs=${s.chance(9)} stack=${s.stack()}`),
  {
    when: running,
    act: (t, s) => {
      const name = s.pick(["read", "write", "think"]);
      t.goroutine!.regions.push(name);
      s.tell(t, `UserRegionBegin task=1 name="${name}" stack=${s.stack()}`);
    },
  },
  {
    when: (t) => running(t) && t.goroutine!.regions.length > 0,
    act: (t, s) => s.tell(t, `UserRegionEnd task=1 name="${t.goroutine!.regions.pop()!}" stack=${s.stack()}`),
  },
  {
    when: (t) => running(t) || idleProc(t),
    act: (t, s) => s.tell(t, `HeapAlloc ${s.chance(1 << 20)}`),
  },
  {
    when: running,
    act: (t, s) => {
      s.tell(t, `GCMarkAssist${t.goroutine!.assisting ? "End" : `Begin stack=${s.stack()}`}`);
      t.goroutine!.assisting = !t.goroutine!.assisting;
    },
  },
  {
    when: (t) => running(t) || idleProc(t),
    act: (t, s) => {
      s.tell(t, t.proc!.sweeping ? "GCSweepEnd swept=8192 reclaimed=4096" : `GCSweepBegin stack=${s.stack()}`);
      t.proc!.sweeping = !t.proc!.sweeping;
    },
  },
  {
    when: (t) => running(t),
    act: (t, s) => {
      s.tell(t, `STWBegin kind="GC mark termination" stack=${s.stack()}`);
      s.tell(t, "STWEnd");
    },
  },
  {
    // By one thread alone: the first of them, whose number nothing precedes, would be open to any.
    when: (t) => running(t) && t.id === 0,
    act: (t, s) => {
      s.tell(t, s.collecting ? `GCEnd seq=${++s.gcSeq}` : `GCBegin seq=${++s.gcSeq} stack=${s.stack()}`);
      s.collecting = !s.collecting;
    },
  },
];

/** Marsaglia's xorshift: uniform enough for a choice among a few. */
function numbers(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}
