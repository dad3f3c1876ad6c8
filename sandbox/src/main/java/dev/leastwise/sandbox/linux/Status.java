package dev.leastwise.sandbox.linux;

/**
 * What the kernel says of a file (statx(2)).
 *
 * @param mode its type and its permissions
 * @param device the device that it lies on
 * @param target the device that it is
 */
public record Status(
        int mode, long uid, long gid, long size, long inode, long blocks, long modified, Device device, Device target) {

    /** The number of a device. */
    public record Device(int major, int minor) {}

    private static final int TYPE = 0170000;

    public static final int FOLDER = 0040000;
    public static final int REGULAR = 0100000;
    public static final int LINK = 0120000;
    public static final int SOCKET = 0140000;
    public static final int CHARACTER_DEVICE = 0020000;
    public static final int BLOCK_DEVICE = 0060000;

    public int type() {
        return mode & TYPE;
    }

    public boolean isFolder() {
        return type() == FOLDER;
    }

    public boolean isLink() {
        return type() == LINK;
    }

    public boolean isRegular() {
        return type() == REGULAR;
    }

    /** Whether overlayfs takes it for the mark that nothing is there. */
    public boolean isWhiteout() {
        return type() == CHARACTER_DEVICE && target.major == 0 && target.minor == 0;
    }

    public int permissions() {
        return mode & 07777;
    }
}
