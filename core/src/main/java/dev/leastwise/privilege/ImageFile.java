package dev.leastwise.privilege;

import java.util.Optional;

/**
 * A file of an image: what it is and whose, not what it holds.
 *
 * @param path from the root, with a leading slash
 * @param mode its type and permissions (inode(7))
 * @param target where a symbolic link leads, else empty
 */
public record ImageFile(
        String path, int mode, long uid, long gid, Optional<FileCapabilities> capabilities, String target) {

    // inode(7), "The file type and mode"
    public static final int FOLDER = 0040000;
    public static final int REGULAR = 0100000;
    public static final int SYMBOLIC_LINK = 0120000;

    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 07777;
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int EXECUTE = 0111;
    private static final int GROUP_EXECUTE = 0010;
    private static final int OTHERS_WRITE = 0022;

    /** A folder. */
    public static ImageFile folder(String path, int permissions, long uid, long gid) {
        return new ImageFile(path, FOLDER | permissions, uid, gid, Optional.empty(), "");
    }

    /** A regular file. */
    public static ImageFile regular(String path, int permissions, long uid, long gid) {
        return new ImageFile(path, REGULAR | permissions, uid, gid, Optional.empty(), "");
    }

    /** The same with file capabilities. */
    public ImageFile with(FileCapabilities brought) {
        return new ImageFile(path, mode, uid, gid, Optional.of(brought), target);
    }

    public boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    public boolean isLink() {
        return (mode & TYPE) == SYMBOLIC_LINK;
    }

    /** Whether executing it changes the user; what nobody may execute does not. */
    public boolean isSetuid() {
        return isRegular() && (mode & SETUID) != 0 && (mode & EXECUTE) != 0;
    }

    /** Whether executing it changes the group; without the group's execute bit it never did (kernel bprm_fill_uid). */
    public boolean isSetgid() {
        return isRegular() && (mode & SETGID) != 0 && (mode & GROUP_EXECUTE) != 0;
    }

    /** Whether executing it gives a process what it did not have. */
    public boolean raises() {
        return isSetuid() || isSetgid() || capabilities.isPresent();
    }

    /** Whether its mode lets somebody write who is not root. */
    public boolean isOpen() {
        return uid != 0 || (mode & OTHERS_WRITE) != 0;
    }

    /** The permissions as chmod(1) takes them. */
    public String permissions() {
        String octal = Integer.toOctalString(mode & PERMISSIONS);
        return "0".repeat(4 - octal.length()) + octal;
    }
}
