import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWithAbsent, failureIn, searchText } from "../../../src/launches/failure";
import { OutputTail, plainText } from "../../../src/launches/output";
import { maskArguments } from "../../../src/launches/secrets";
import { mask, maskText } from "../../../src/util/maskText";
import { processorTime } from "../../support/processorTime";
import { useTempFolder } from "../../support/tempFolder";

const traceback = `epoch 1 loss 0.3
Traceback (most recent call last):
  File "/w/train.py", line 40, in <module>
    main()
  File "/w/src/pkg/data.py", line 12, in load
    return np.load(path)
           ^^^^^^^^^^^^^
  File "/w/.venv/lib/python3.12/site-packages/numpy/lib/io.py", line 405, in load
    fid = open(file)
FileNotFoundError: [Errno 2] No such file or directory: '/data/x.npy'
`;

describe("why a script failed", () => {
  const temp = useTempFolder();

  it("is the last line of its traceback, at the innermost line of the project", () => {
    assert.deepEqual(failureIn(traceback), {
      message: "FileNotFoundError: [Errno 2] No such file or directory: '/data/x.npy'",
      file: "/w/src/pkg/data.py",
      line: 12,
      absent: "/data/x.npy",
    });
  });

  it("is the exception that came last, of those that led to one another", () => {
    const chained = `${traceback}
During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "train.py", line 50, in main
    raise RuntimeError("no data") from error
RuntimeError: no data
wandb: view the run at https://example.org
`;
    assert.deepEqual(failureIn(chained), { message: "RuntimeError: no data", file: "train.py", line: 50 });
  });

  it("names the module that is missing", () => {
    const text =
      "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    import cv2\nModuleNotFoundError: No module named 'cv2'\n";
    assert.equal(failureIn(text)?.module, "cv2");
  });

  it("names the file that is missing, and the script's folder where it lies there", async () => {
    const failure = failureIn(traceback.replace("/data/x.npy", "data/x.npy"))!;
    assert.equal(failure.absent, "data/x.npy");
    const script = join(temp(), "models", "train.py");
    const where = (cwd: string, absent?: string) =>
      folderWithAbsent({ script, cwd, failure: { ...failure, ...(absent !== undefined && { absent }) } });
    assert.equal(await where(temp()), undefined, "it lies nowhere");
    mkdirSync(join(temp(), "models/data"), { recursive: true });
    writeFileSync(join(temp(), "models/data/x.npy"), "");
    assert.equal(await where(temp()), join(temp(), "models"));
    assert.equal(await where(join(temp(), "models")), undefined, "it is started there");
    assert.equal(await where(temp(), join(temp(), "models/data/x.npy")), undefined);
  });

  it("is a syntax error, with its line", () => {
    const text = '  File "/w/train.py", line 3\n    def f(:\n          ^\nSyntaxError: invalid syntax\n';
    assert.deepEqual(failureIn(text), { message: "SyntaxError: invalid syntax", file: "/w/train.py", line: 3 });
  });

  it("is an exception without a message, or of a module", () => {
    const of = (line: string) => failureIn(`  File "/w/train.py", line 3, in f\n    g()\n${line}\n`)?.message;
    assert.equal(of("AssertionError"), "AssertionError");
    assert.equal(
      of("torch.cuda.OutOfMemoryError: CUDA out of memory."),
      "torch.cuda.OutOfMemoryError: CUDA out of memory.",
    );
  });

  it("is what an option parser says, with the options that are missing", () => {
    const argparse =
      "usage: train.py [-h] --data DATA\ntrain.py: error: the following arguments are required: --data, -o/--out, name\n";
    assert.deepEqual(failureIn(argparse)?.missing, ["--data", "--out", "name"]);
    const click = "Usage: train.py [OPTIONS]\nTry 'train.py --help' for help.\n\nError: Missing option '--lr'.\n";
    assert.deepEqual(failureIn(click)?.missing, ["--lr"]);
    assert.equal(failureIn("usage: x\nx.py: error: argument --lr: invalid float value: 'a'\n")?.missing, undefined);
  });

  it("is not told by an output without one", () => {
    for (const text of ["", "epoch 1\nError: bad\n", "Loss: 3\n", "Killed\n"]) assert.equal(failureIn(text), undefined);
  });

  it("keeps no secret", () => {
    const text = '  File "a.py", line 1, in f\n    g()\nValueError: bad token=abcdef123456 for https://me:pw@host/x\n';
    assert.equal(failureIn(text)?.message, `ValueError: bad token=${mask} for https://${mask}@host/x`);
  });

  it("is found quickly in output that nobody would write", () => {
    for (const piece of ['  File "', "A.", "a: error: ", "  \n", "Aa:\n", "a=a", "https://", "'/"]) {
      const took = processorTime();
      failureIn(piece.repeat(60_000));
      searchText(piece.repeat(20_000));
      assert.ok(took() < 2000, JSON.stringify(piece));
    }
  });
});

describe("what is searched the web for", () => {
  it("is the error without paths, addresses and people", () => {
    const of = (message: string) => searchText(message);
    assert.equal(
      of("FileNotFoundError: [Errno 2] No such file or directory: '/home/ann/secret project/x.npy'"),
      "FileNotFoundError: [Errno 2] No such file or directory:",
    );
    assert.equal(of("OSError: C:\\Users\\ann\\x.pt is not there"), "OSError: is not there");
    assert.equal(of("HTTPError: 403 for https://ann:pw@host/x?token=1"), "HTTPError: 403 for");
    assert.equal(of("TypeError: <Net object at 0x7f8bcd12> of ann@corp.example"), "TypeError: <Net object at > of");
    assert.equal(of("RuntimeError: size mismatch: 3 vs 4"), "RuntimeError: size mismatch: 3 vs 4");
  });
});

describe("what a terminal shows", () => {
  it("is its text without colors, titles and overwritten progress", () => {
    assert.equal(plainText("\u001b]633;C\u0007\u001b[1;31mred\u001b[0m\r\n 10%\r 20%\r100%\r\nend"), "red\n100%\nend");
  });

  it("is kept at its end only", () => {
    const tail = new OutputTail();
    for (let i = 0; i < 100; i++) tail.add("x".repeat(10_000));
    tail.add("end");
    assert.ok(tail.plain.length < 300_000);
    assert.ok(tail.plain.endsWith("end"));
  });
});

describe("a secret", () => {
  it("in arguments is known by its option's name", () => {
    assert.deepEqual(maskArguments(["--api-key", "abc", "--lr", "0.1", "--hf_token=abc", "wandb.password=x"]), [
      "--api-key", mask, "--lr", "0.1", `--hf_token=${mask}`, `wandb.password=${mask}`,
    ]); // prettier-ignore
    assert.deepEqual(maskArguments(["--token", "--flag"]), ["--token", "--flag"]);
  });

  it("is not what only sounds like one", () => {
    const plain = [
      "--tokenizer",
      "bert",
      "--max_tokens",
      "512",
      "--token_length=5",
      "--keypoints",
      "a",
      "--monkey",
      "b",
    ];
    assert.deepEqual(maskArguments(plain), plain);
  });

  it("is known by its shape, and by its randomness", () => {
    const secrets = [
      `ghp_${"a1B2".repeat(9)}`,
      "sk-proj-abcdefghij0123456789",
      "AKIAIOSFODNN7EXAMPLE",
      "q8Zr4LmN0pXs7VbT2wYc9KdE6fGh1JkA",
    ];
    for (const secret of secrets) assert.equal(maskText(`run ${secret} now`), `run ${mask} now`, secret);
  });

  it("is neither a commit, a UUID nor a long name", () => {
    const plain = [
      "2d18fffe0b7c3a5d9e8f7a6b5c4d3e2f1a0b9c8d",
      "123e4567-e89b-12d3-a456-426614174000",
      "resnet50_imagenet_pretrained_finetuned_v2_augmented",
      "runs/2024-01-01_12-00-00/checkpoints/epoch=10-step=5000.ckpt",
    ];
    for (const text of plain) assert.equal(maskText(text), text);
  });
});
