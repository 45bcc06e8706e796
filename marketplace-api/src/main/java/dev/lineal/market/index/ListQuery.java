package dev.lineal.market.index;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to see of a list.
 *
 * @param words each of which the text must contain; lower case
 * @param owner an address
 * @param task a task
 * @param licence a tag
 * @param ids to which the list is confined
 * @param limit how many at most
 * @param cursor where to go on; of the same sort
 */
public record ListQuery(
    List<String> words,
    Optional<String> owner,
    Optional<String> task,
    Optional<String> licence,
    Optional<Set<dev.lineal.lineage.Sha256>> ids,
    Sort sort,
    int limit,
    Optional<Cursor> cursor) {
  /** Everything, the newest first. */
  public static ListQuery newest(int limit) {
    return new ListQuery(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Sort.DEFAULT,
        limit,
        Optional.empty());
  }

  /** The same of these alone. */
  public ListQuery among(Set<dev.lineal.lineage.Sha256> those) {
    return new ListQuery(words, owner, task, licence, Optional.of(those), sort, limit, cursor);
  }

  /** Whether nothing is left out. */
  boolean isOfAll() {
    return words.isEmpty()
        && owner.isEmpty()
        && task.isEmpty()
        && licence.isEmpty()
        && ids.isEmpty();
  }

  boolean matches(Entry entry) {
    return words.stream().allMatch(entry.text()::contains)
        && owner.map(entry.owners()::contains).orElse(true)
        && task.map(entry.tasks()::contains).orElse(true)
        && licence.map(entry.licences()::contains).orElse(true)
        && ids.map(those -> those.contains(entry.id())).orElse(true);
  }
}
