import jax
import optax
from absl import app


@jax.jit
def update(params, state, batch):
    loss, grads = jax.value_and_grad(loss_fn)(params, batch)
    updates, state = tx.update(grads, state)
    return optax.apply_updates(params, updates), state


def main(argv):
    for batch in data:
        params, state = update(params, state, batch)


if __name__ == "__main__":  # lens
    app.run(main)
