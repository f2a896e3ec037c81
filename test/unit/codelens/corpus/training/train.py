from importlib import import_module

if __name__ == "__main__":  # lens
    import_module("methods.x").run({"epochs": 3})
