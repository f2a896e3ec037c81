import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


def main(args):
    model = nn.Linear(4, 1)
    optimizer = optim.AdamW(learning_rate=args.lr)
    loss_and_grad = nn.value_and_grad(model, lambda m, x: m(x).sum())
    for it, inputs in zip(range(args.num_iters), batches()):
        loss, grads = loss_and_grad(model, inputs)
        optimizer.update(model, grads)
        mx.eval(loss)


if __name__ == "__main__":  # lens
    main(None)
