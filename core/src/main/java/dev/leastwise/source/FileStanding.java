package dev.leastwise.source;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which file it is, whose, and who may do what with it. Systems without such modes have one standing for all files.
 *
 * @param mode the type of the file too
 */
record FileStanding(long device, long inode, int links, int uid, int gid, int mode) {

    private static final int PERMISSIONS = 07777;
    private static final int SET_ID = 06000;

    static FileStanding of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return new FileStanding(0, 0, 1, 0, 0, 0);
        }
        Map<String, Object> is =
                Files.readAttributes(file, "unix:dev,ino,nlink,uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        return new FileStanding(
                number(is, "dev").longValue(),
                number(is, "ino").longValue(),
                number(is, "nlink").intValue(),
                number(is, "uid").intValue(),
                number(is, "gid").intValue(),
                number(is, "mode").intValue());
    }

    private static Number number(Map<String, Object> attributes, String name) {
        return (Number) attributes.getOrDefault(name, 0);
    }

    /** Gives a copy that only this process can reach its owner and group, as far as nobody gains by it. */
    void giveTo(Path copy) throws IOException {
        FileStanding given = of(copy); // who is not root can give a file to his own groups only
        if (given.gid != gid) giveToGroup(copy);
        if (given.uid != uid && !meansNoMoreUnderAnotherOwner()) {
            throw new RewriteRefused("belongs to another user, and its mode depends on that", "run as its owner");
        }
    }

    /** Gives the copy its mode, now that it has been written: writing takes set-id bits away. */
    void giveModeTo(Path copy) throws IOException {
        if (of(copy).mode != mode) Files.setAttribute(copy, "unix:mode", mode & PERMISSIONS);
        if (of(copy).mode != mode) throw new RewriteRefused("has a mode that cannot be kept", "run as its owner");
    }

    private void giveToGroup(Path copy) throws IOException {
        try {
            Files.setAttribute(copy, "unix:gid", gid);
        } catch (FileSystemException e) {
            throw new RewriteRefused("belongs to a group that you are not in", "run as its owner");
        }
    }

    /** Whether the owner of today gains nothing when counted among the others. */
    private boolean meansNoMoreUnderAnotherOwner() {
        int owner = mode >> 6;
        int group = mode >> 3;
        return (mode & SET_ID) == 0 && ((group | mode) & ~owner & 7) == 0;
    }
}
