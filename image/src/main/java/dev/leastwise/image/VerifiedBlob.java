package dev.leastwise.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a blob, which are those that its descriptor promises, or reading them fails; at the latest with the last. */
final class VerifiedBlob extends InputStream {

    private final InputStream file;
    private final Descriptor descriptor;
    private final MessageDigest digest;
    private long remaining;

    VerifiedBlob(InputStream file, Descriptor descriptor) {
        this.file = file;
        this.descriptor = descriptor;
        this.digest = descriptor.digest().computer();
        this.remaining = descriptor.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (remaining == 0) return -1;
        int read = file.read(into, from, (int) Math.min(length, remaining));
        if (read < 0) throw ImageError.damaged("blob " + descriptor.digest() + " is shorter than its manifest says");
        digest.update(into, from, read);
        remaining -= read;
        if (remaining == 0) verify();
        return read;
    }

    private void verify() throws IOException {
        if (file.read() >= 0)
            throw ImageError.damaged("blob " + descriptor.digest() + " is longer than its manifest says");
        byte[] expected = HexFormat.of().parseHex(descriptor.digest().hex());
        if (!Arrays.equals(digest.digest(), expected)) {
            throw ImageError.damaged("blob " + descriptor.digest() + " does not match its digest");
        }
    }

    /** Never 0 before the end: GZIPInputStream takes that for the end of a file of several members. */
    @Override
    public int available() {
        return (int) Math.min(remaining, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
