from ultralytics import YOLO

if __name__ == "__main__":  # lens
    YOLO("yolo11n.pt").train(data="coco8.yaml", epochs=3)
