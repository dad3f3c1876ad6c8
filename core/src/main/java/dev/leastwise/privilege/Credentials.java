package dev.leastwise.privilege;

import java.util.Set;

/**
 * Who asks for a file, and what the file's mode then lets them do (kernel fs/namei.c generic_permission).
 *
 * @param overrides whether permissions do not bind them: CAP_DAC_OVERRIDE
 */
public record Credentials(long uid, Set<Long> gids, boolean overrides) {

    private static final int WRITE = 2;
    private static final int EXECUTE = 1;
    private static final int OWNER = 6;
    private static final int GROUP = 3;
    private static final int ANY_EXECUTE = 0111;

    /** Those whom permissions do not bind. */
    public static final Credentials ROOT = new Credentials(0, Set.of(0L), true);

    /** Whether they may execute the file; even who overrides permissions needs one that has some execute bit. */
    public boolean mayExecute(ImageFile file) {
        if (overrides) return (file.mode() & ANY_EXECUTE) != 0;
        return has(file, EXECUTE);
    }

    /** Whether they may use what is in the folder by its name. */
    public boolean maySearch(ImageFile folder) {
        return overrides || has(folder, EXECUTE);
    }

    /** Whether they may make files in the folder. */
    public boolean mayWriteIn(ImageFile folder) {
        return overrides || (has(folder, WRITE) && has(folder, EXECUTE));
    }

    private boolean has(ImageFile file, int permission) {
        return ((file.mode() >> shift(file)) & permission) != 0;
    }

    /** Where the bits are that count for them: the owner's, the group's or the others'. */
    private int shift(ImageFile file) {
        if (file.uid() == uid) return OWNER;
        return gids.contains(file.gid()) ? GROUP : 0;
    }
}
