from catboost import CatBoostRegressor, Pool


def objective(trial):
    booster = CatBoostRegressor(depth=trial.suggest_int("depth", 2, 8))
    booster.fit(Pool(X, y))
    return booster.best_score_


if __name__ == "__main__":  # lens
    import optuna

    optuna.create_study().optimize(objective, n_trials=20)
