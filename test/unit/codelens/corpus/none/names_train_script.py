"""Run train.py first."""
import argparse
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("--checkpoint", help="what train.py wrote")
parser.add_argument("--video")
args = parser.parse_args()
subprocess.run(["ffmpeg", "-i", args.video, "out.mp4"])
print("make one with python train.py")
