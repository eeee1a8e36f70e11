from training.records.classes.classes import TrainingClass


def class_in_words(own: TrainingClass) -> str:
    return f" {own.class_number} {own.name[:80]} "
