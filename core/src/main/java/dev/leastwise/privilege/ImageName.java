package dev.leastwise.privilege;

/** References to images, as runtimes complete them (distribution/reference normalize.go). */
public final class ImageName {

    /** The whole reference: {@code nginx} is {@code docker.io/library/nginx:latest}. */
    public static String normalised(String reference) {
        int slash = reference.indexOf('/');
        String host = slash < 0 ? "" : reference.substring(0, slash);
        boolean hasHost = host.contains(".") || host.contains(":") || host.equals("localhost");
        String full = hasHost ? reference : "docker.io/" + (slash < 0 ? "library/" : "") + reference;
        boolean pinned = full.indexOf('@') >= 0 || full.lastIndexOf(':') > full.lastIndexOf('/');
        return pinned ? full : full + ":latest";
    }

    private ImageName() {}
}
