import jax

from steps import update


def main():
    p_train_step = jax.pmap(update, "batch")
    for batch in batches:
        state, metrics = p_train_step(state, batch)


if __name__ == "__main__":  # lens
    main()
