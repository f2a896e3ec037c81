import sonnet as snt
from absl import app

fn = snt.functional


def main(_):
    step = fn.jit(fn.value_and_grad(loss))
    for epoch in range(10):
        for images, labels in dataset:
            print(step(params, images, labels))


if __name__ == "__main__":  # lens
    app.run(main)
