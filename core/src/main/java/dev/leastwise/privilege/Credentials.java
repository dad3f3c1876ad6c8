package dev.leastwise.privilege;

import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Value.Known;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a file, and what the file's mode then lets them do (kernel fs/namei.c generic_permission).
 *
 * @param overrides whether permissions do not bind them: CAP_DAC_OVERRIDE
 * @param searches whether those of folders do not keep them from what is in there: CAP_DAC_READ_SEARCH
 */
public record Credentials(long uid, Set<Long> gids, boolean overrides, boolean searches) {

    private static final int WRITE = 2;
    private static final int EXECUTE = 1;
    private static final int OWNER = 6;
    private static final int GROUP = 3;
    private static final int ANY_EXECUTE = 0111;

    /** Those whom permissions bind altogether or not at all. */
    public Credentials(long uid, Set<Long> gids, boolean overrides) {
        this(uid, gids, overrides, overrides);
    }

    /** Those whom permissions do not bind. */
    public static final Credentials ROOT = new Credentials(0, Set.of(0L), true);

    /** Those of a process; empty where something of it is not known. */
    static Optional<Credentials> of(
            Value<Long> user, Value<Long> group, Value<Groups> groups, Optional<CapabilitySet> capabilities) {
        boolean known = user.known().isPresent() && group.known().isPresent() && capabilities.isPresent();
        if (!known || !(groups instanceof Known<Groups> further)) return Optional.empty();
        Optional<Set<Long>> fromImage = further.value().fromImage().known();
        if (fromImage.isEmpty()) return Optional.empty();
        Set<Long> gids = new HashSet<>(further.value().declared());
        gids.addAll(fromImage.get());
        gids.add(group.known().orElseThrow());
        boolean overrides = capabilities.get().contains(Capability.DAC_OVERRIDE);
        boolean searches = overrides || capabilities.get().contains(Capability.DAC_READ_SEARCH);
        return Optional.of(new Credentials(user.known().orElseThrow(), gids, overrides, searches));
    }

    /** Whether they may execute the file; even who overrides permissions needs one that has some execute bit. */
    public boolean mayExecute(ImageFile file) {
        if (overrides) return (file.mode() & ANY_EXECUTE) != 0;
        return has(file, EXECUTE);
    }

    /** Whether they may use what is in the folder by its name. */
    public boolean maySearch(ImageFile folder) {
        return searches || has(folder, EXECUTE);
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
