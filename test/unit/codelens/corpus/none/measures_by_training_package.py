from speech_training.evaluate import main

main()
