package dev.leastwise.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest that names a blob (OCI image-spec descriptor.md).
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex in lower case
 */
public record Digest(String algorithm, String hex) {

    /** The digest of that text, such as {@code sha256:e3b0...}. */
    static Digest of(String text) {
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "" : text.substring(0, colon);
        String hex = text.substring(colon + 1);
        int digits = switch (algorithm) {
            case "sha256" -> 64;
            case "sha512" -> 128;
            default -> -1;
        };
        if (hex.length() != digits || !hex.chars().allMatch(Digest::isHex)) {
            throw ImageError.damaged("\"" + text + "\" is no digest that can be checked");
        }
        return new Digest(algorithm, hex);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    MessageDigest computer() {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha256") ? "SHA-256" : "SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return algorithm + ':' + hex;
    }
}
