from syne_tune import Tuner

tuner = Tuner(trial_backend=backend, scheduler=scheduler)
tuner.run()  # lens
