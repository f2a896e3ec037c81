import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { scriptIn } from "../../../src/python/scriptIn";

const loop = "    for epoch in range(3):\n        loss(model).backward()\n        optimizer.step()\n";

describe("a script whose project does the training elsewhere", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "elsewhere-"));
    mkdirSync(join(root, ".git"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  async function kindOf(script: string, files: Record<string, string>, text: string) {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return (await scriptIn(text, join(root, script))).script;
  }

  it("trains if a function that it calls does, in another file", async () => {
    const files = { "lab/work.py": `def go(optimizer):\n${loop}` };
    const text = "# optimizes\nfrom lab.work import go\n\nif __name__ == '__main__':\n    go(1)\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 3 });
  });

  it("trains if a method does, of a class whose base is in a third file", async () => {
    const files = {
      "lab/base.py": `class Base:\n    def work(self, optimizer):\n    ${loop.replaceAll("\n    ", "\n        ")}`,
      "lab/own.py": "from .base import Base\n\nclass Own(Base):\n    pass\n",
    };
    const text = "from lab.own import Own\nmodel = Own()  # learns\nmodel.work(2)\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 2 });
  });

  it("trains if what it makes and moves to a device does, whose losses are worked out in a third file", async () => {
    const files = {
      "lab/connect.py": `from .nets import Net

class Connect:
    def __init__(self):
        self.net = Net(3).to("cuda")

    def train(self):
        keep = True
        while keep:
            self.net.work()
`,
      "lab/nets.py": `class Net:
    def work(self, optimizer):
    ${loop.replaceAll("\n    ", "\n        ")}`,
    };
    const text =
      "from lab.connect import Connect\n\nif __name__ == '__main__':\n    model = Connect()\n    model.train()\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 2 });
  });

  it("trains if a method called train takes gradients in a loop, whose steps another module takes", async () => {
    const files = {
      "lab/connect.py":
        "class Connect:\n    def train(self):\n        while self.on:\n            self.net.backward()\n",
    };
    const text =
      "from lab.connect import Connect\n\nif __name__ == '__main__':\n    model = Connect()\n    model.train()\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 2 });
  });

  it("trains if a script does that it starts by name, and not if that lies outside the project", async () => {
    const work = `def main(optimizer):\n${loop}\nif __name__ == '__main__':\n    main(1)\n`;
    const text = (name: string) =>
      `import subprocess\nfor seed in range(3):\n    subprocess.run(["python", "${name}"])  # runs .run(\n`;
    const files = { "simulate.py": work, "../outside.py": work };
    assert.deepEqual(await kindOf("all.py", files, text("simulate.py")), { kind: "training", line: 1 });
    assert.equal((await kindOf("all.py", {}, text("../outside.py"))).kind, "none");
    rmSync(join(root, "..", "outside.py"));
  });

  it("trains if what is made of a class is handed on, whose construction prepares the steps, and not if it is only made", async () => {
    const files = {
      "lab/net.py": `class Net:\n    def __init__(self, optimizer):\n    ${loop.replaceAll("\n    ", "\n        ")}`,
      "lab/parts.py": "def go(net):\n    net.step()\n",
    };
    const text = (last: string) =>
      `from lab.net import Net\nfrom lab.parts import go\n\nif __name__ == '__main__':\n    net = Net(3)  # learns\n    ${last}\n`;
    assert.equal((await kindOf("main.py", files, text("go(net)"))).kind, "training");
    assert.equal((await kindOf("main.py", files, text("net(3)"))).kind, "none");
  });

  it("trains if what it calls in a loop takes one step, in another file", async () => {
    const files = {
      "lab/net.py": "class Net:\n    def go(self):\n        self.loss.backward()\n        self.opt.step()\n",
    };
    const text = "from lab.net import Net\nnet = Net()  # learns\nfor part in range(3):\n    net.go()\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 2 });
  });

  it("trains if what a script imports does that it starts by name", async () => {
    const files = {
      "main.py": "from work import go\n\nif __name__ == '__main__':\n    go(1)  # learns\n",
      "work.py": `def go(optimizer):\n${loop}`,
    };
    const text = "import os\nos.system('python main.py --shot 1')  # runs .run(\n";
    assert.deepEqual(await kindOf("all.py", files, text), { kind: "training", line: 1 });
    const start = "import os\nos.system('python all.py')  # runs .run(\n";
    assert.deepEqual(await kindOf("both.py", { "all.py": text }, start), { kind: "training", line: 1 });
  });

  it("is looked for in so many files of the project and no more, however many it calls", async () => {
    const names = Array.from({ length: 40 }, (_, at) => `part${at}`);
    const main = `# learns\n${names.map((name) => `import ${name}\n${name}.go(1)\n`).join("")}`;
    const kindWhere = async (training: string) => {
      const files = Object.fromEntries(
        names.map((name) => [
          `${name}.py`,
          name === training ? `def go(optimizer):\n${loop}` : "def go(train):\n  pass\n",
        ]),
      );
      return (await kindOf("main.py", files, main)).kind;
    };
    assert.equal(await kindWhere("part23"), "training");
    assert.equal(await kindWhere("part24"), "none");
  });

  it("trains if the last of many statements calls what does", async () => {
    const many = Array.from({ length: 60 }, (_, at) => `print(${at})`).join("\n");
    const files = { "lab/work.py": `def go(optimizer):\n${loop}` };
    const text = `# optimizes\nfrom lab.work import go\n${many}\ngo(1)\n`;
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 62 });
  });

  it("trains if a class of its own does, by what its base does in another file", async () => {
    const files = {
      "lab/base.py": `class Base:\n    def begin(self, optimizer):\n    ${loop.replaceAll("\n    ", "\n        ")}`,
    };
    const text = "from lab.base import Base\n\nclass Own(Base):\n    rate = 0.1  # learns\n\nOwn().begin(1)\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 5 });
  });

  it("trains if what is called in a loop does, of a class that is made there", async () => {
    const files = {
      "lab/agent.py": `class Agent:\n    def work(self, optimizer):\n    ${loop.replaceAll("\n    ", "\n        ")}`,
    };
    const text =
      "from lab.agent import Agent\n\nagents = [Agent() for _ in range(3)]\nfor agent in agents:\n    agent.work(1)\n";
    assert.equal((await kindOf("main.py", files, text)).kind, "training");
  });

  it("is looked into though nothing in it speaks of training", async () => {
    const files = { "lab/numbers.py": `def run(optimizer=0):\n${loop}` };
    const text = "import lab.numbers as numbers\n\nif __name__ == '__main__':\n    numbers.run()\n";
    assert.deepEqual(await kindOf("main.py", files, text), { kind: "training", line: 2 });
  });

  it("trains by making a LightningCLI that another file derives", async () => {
    const files = {
      "lab/cli.py": "from lightning import LightningCLI\n\nclass Own(LightningCLI):\n    seed = 1  # fit\n",
    };
    const text =
      "from lab.cli import Own\nfrom lab.net import Net\n\nif __name__ == '__main__':\n    Own(Net, run=True)  # fit\n";
    assert.equal((await kindOf("lab/__main__.py", files, text)).kind, "training");
  });

  it("does not train from a folder of evaluations", async () => {
    const files = { "lab/work.py": `def go(optimizer):\n${loop}` };
    const text = "from lab.work import go\n\ngo('epochs')\n";
    assert.equal((await kindOf("lab/eval/main.py", files, text)).kind, "none");
  });

  it("trains if what it calls is handed on by a package", async () => {
    const files = { "lab/__init__.py": "from .work import go\n", "lab/work.py": `def go(optimizer):\n${loop}` };
    const text = "import lab\n\nlab.go('fit')\n";
    assert.equal((await kindOf("main.py", files, text)).kind, "training");
  });

  it("trains if one of many classes does, in a file that is met last", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `Model${at}`);
    const files = Object.fromEntries(
      names.map((name) => [
        `${name}.py`,
        `class ${name}:\n    def train(self, optimizer):\n    ${loop.replaceAll("\n    ", "\n        ")}`,
      ]),
    );
    const imports = names.map((name) => `from ${name} import ${name}\n`).join("");
    const text = `${imports}\nif __name__ == "__main__":\n${names.map((name) => `    gan = ${name}()\n`).join("")}    gan.train()\n`;
    assert.equal((await kindOf("main.py", files, text)).kind, "training");
  });

  it("does not train for what other functions of the same files do", async () => {
    const files = { "lab/work.py": `def go(optimizer):\n${loop}\n\ndef show(model):\n    print(model)\n` };
    const text = "from lab.work import go, show\n\nshow('epochs')\n";
    assert.equal((await kindOf("main.py", files, text)).kind, "none");
  });

  it("does not train if its name says that it uses what was trained", async () => {
    const files = { "lab/work.py": `def go(optimizer):\n${loop}` };
    const text = "from lab.work import go\n\ngo('epochs')\n";
    assert.equal((await kindOf("predict.py", files, text)).kind, "none");
  });

  it("stays as it is where modules import each other in a ring, or are folders", async () => {
    const files = { "a.py": "from b import go\n", "b.py": "from a import go\n", "c.py/x.py": "" };
    const text = "from a import go\nfrom c import stop\n\ngo('epochs')\nstop()\n";
    assert.equal((await kindOf("main.py", files, text)).kind, "none");
  });
});
