package dev.bellhop.bench;

/** How much of its core a function has once it is ready; before that it has all of it. */
enum Share {
    WHOLE_CORE("whole core"),
    OF_512_MB("512 MB");

    private final String text;

    Share(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
