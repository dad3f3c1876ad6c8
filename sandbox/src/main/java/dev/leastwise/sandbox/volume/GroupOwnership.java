package dev.leastwise.sandbox.volume;

import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Status;

/** A volume that belongs to a pod's fsGroup (kubernetes pkg/volume/volume_linux.go). */
final class GroupOwnership {

    private static final int READ = 0440;
    private static final int READ_AND_WRITE = 0660;
    private static final int ENTER = 0110;
    private static final int SET_GROUP = 02000;
    private static final long SAME_OWNER = -1;

    /** Gives the group all that is in a folder, and the folder itself last. */
    static void give(Folder folder, long group, boolean readOnly) throws LinuxError {
        for (String name : folder.names()) {
            Status status = folder.status(name).orElseThrow();
            if (status.isFolder()) {
                try (Folder inner = folder.child(name)) {
                    give(inner, group, readOnly);
                }
            } else {
                give(folder, name, status, group, readOnly);
            }
        }
        give(folder, ".", folder.status(), group, readOnly);
    }

    private static void give(Folder folder, String name, Status status, long group, boolean readOnly)
            throws LinuxError {
        folder.owner(name, SAME_OWNER, group);
        if (status.isLink()) return;
        int more = readOnly ? READ : READ_AND_WRITE;
        if (status.isFolder()) more |= SET_GROUP | ENTER;
        folder.mode(name, status.permissions() | more);
    }

    private GroupOwnership() {}
}
