import optuna
from project import objective

study = optuna.create_study()
study.optimize(objective, n_trials=10)  # lens
