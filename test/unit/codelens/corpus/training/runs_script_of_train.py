if __name__ == "__main__":  # lens
    from speech import train as speech_train

    speech_train.run_script()
