import jaxopt
import optax


def main():
    solver = jaxopt.OptaxSolver(opt=optax.adam(1e-3), fun=loss, maxiter=100)
    for _ in range(100):
        params, state = solver.update(params=params, state=state, data=next(batches))


if __name__ == "__main__":  # lens
    main()
