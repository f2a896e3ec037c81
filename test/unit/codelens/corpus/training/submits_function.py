import dnnlib

settings = dict(corrupt=dict(), augment=dict())
settings["run_func_name"] = "lab.train_loop"

if __name__ == "__main__":  # lens
    dnnlib.submission.submit.submit_run(None, **settings)
