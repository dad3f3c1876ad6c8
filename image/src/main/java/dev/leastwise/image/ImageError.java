package dev.leastwise.image;

/** An image that cannot be read: what is wrong with it, and what to do about it. */
@SuppressWarnings("serial")
public final class ImageError extends RuntimeException {

    private static final String COPY_AGAIN = "copy the image again";

    private final String fact;
    private final String remedy;

    ImageError(String fact, String remedy) {
        super(fact + "; " + remedy, null, false, false);
        this.fact = fact;
        this.remedy = remedy;
    }

    /** One whose bytes are not what they should be. */
    static ImageError damaged(String fact) {
        return new ImageError(fact, COPY_AGAIN);
    }

    /** One that no image has a reason for. */
    static ImageError hostile(String fact) {
        return new ImageError(fact, "do not run this image");
    }

    public String fact() {
        return fact;
    }

    /** An order without a full stop. */
    public String remedy() {
        return remedy;
    }
}
