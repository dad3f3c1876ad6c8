package dev.leastwise.rule;

/**
 * Numbers that a configuration can give to a rule.
 *
 * @param rule the rule's id
 * @param meaning what they are, without a full stop
 * @param least the smallest that there may be among them
 * @param most the largest
 * @param otherwise those that hold where a configuration says nothing
 */
public record Parameter(String rule, String name, String meaning, long least, long most, Numbers otherwise) {

    static final long LARGEST_UID = 0xFFFF_FFFFL;

    static Parameter allowed(String rule, String meaning, long least, long most, Numbers otherwise) {
        return new Parameter(rule, "allowed", meaning, least, most, otherwise);
    }

    /** Its name among those of all rules. */
    public String key() {
        return rule + '.' + name;
    }
}
