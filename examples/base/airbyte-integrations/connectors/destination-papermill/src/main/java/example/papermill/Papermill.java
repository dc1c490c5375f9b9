package example.papermill;

public final class Papermill {
    private Papermill() {}
}
