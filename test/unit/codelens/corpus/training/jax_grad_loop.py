import jax
import jax.numpy as jnp


@jax.jit
def update(params, x, y):
    grads = jax.grad(loss)(params, x, y)
    return jax.tree_util.tree_map(lambda p, g: p - 0.01 * g, params, grads)


def main():
    params = init()
    for epoch in range(10):
        params = update(params, *batch())


if __name__ == "__main__":  # lens
    main()
