package dev.steward.logstore.index;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.part.FirstSeenVisitor;
import dev.steward.logstore.part.PartSummary.ServiceShape;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateCodec;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/** One commit of a day's index, for reading. Safe for any thread. */
public final class DaySnapshot implements Closeable {
  private final DirectoryReader reader;

  DaySnapshot(DirectoryReader reader) {
    this.reader = reader;
  }

  /** What the commit says of the day. */
  public DayCommit commit() throws IOException {
    return DayCommit.of(reader.getIndexCommit().getUserData());
  }

  /**
   * Blocks that may hold lines of these templates in streams that a selector picks, by part. What
   * is not named holds none; what is named may hold none either.
   */
  public Map<String, BitSet> blocks(
      Selector selector, TimeRange range, Collection<Template> templates) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List<BytesRef> hashes = new ArrayList<>(templates.size());
    for (Template template : templates) {
      hashes.add(Fields.hash(template));
    }
    query.add(new TermInSetQuery(Fields.TEMPLATE, hashes), Occur.FILTER);
    if (range.end() != Long.MAX_VALUE) {
      query.add(
          LongPoint.newRangeQuery(Fields.FIRST, Long.MIN_VALUE, range.end() - 1), Occur.FILTER);
    }
    if (range.start() != Long.MIN_VALUE) {
      query.add(LongPoint.newRangeQuery(Fields.LAST, range.start(), Long.MAX_VALUE), Occur.FILTER);
    }
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher instanceof LabelMatcher.Equal equal && !equal.value().isEmpty()) {
        query.add(
            new TermQuery(new Term(Fields.LABEL, Fields.label(equal.name(), equal.value()))),
            Occur.FILTER);
      }
    }
    return collect(query.build());
  }

  private Map<String, BitSet> collect(Query query) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(new ConstantScoreQuery(query)), ScoreMode.COMPLETE_NO_SCORES, 1);
    Map<String, BitSet> found = new HashMap<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        collect(leaf, scorer.iterator(), found);
      }
    }
    return found;
  }

  private static void collect(
      LeafReaderContext leaf, DocIdSetIterator documents, Map<String, BitSet> found)
      throws IOException {
    var parts = leaf.reader().getSortedDocValues(Fields.PART);
    var blocks = leaf.reader().getNumericDocValues(Fields.BLOCK);
    var live = leaf.reader().getLiveDocs();
    int previous = -1;
    BitSet current = new BitSet();
    for (int document = documents.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if ((live == null || live.get(document))
          && parts.advanceExact(document)
          && blocks.advanceExact(document)) {
        if (parts.ordValue() != previous) {
          previous = parts.ordValue();
          String part = parts.lookupOrd(previous).utf8ToString();
          current = found.computeIfAbsent(part, name -> new BitSet());
        }
        current.set((int) blocks.longValue());
      }
    }
  }

  /** When each service first showed each template on this day. */
  Map<ServiceShape, Long> firstSeen() throws IOException {
    Map<ServiceShape, Long> firstSeen = new HashMap<>();
    visitFirstSeen((service, template, time) ->
        firstSeen.merge(new ServiceShape(service, template), time, Math::min));
    return firstSeen;
  }

  /** Tells when each service first showed each template on this day. */
  public void visitFirstSeen(FirstSeenVisitor visitor) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(
                new ConstantScoreQuery(new TermQuery(new Term(Fields.KIND, Fields.TEMPLATE_KIND)))),
            ScoreMode.COMPLETE_NO_SCORES,
            1);
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        visitTemplates(leaf, scorer.iterator(), visitor);
      }
    }
  }

  private static void visitTemplates(
      LeafReaderContext leaf, DocIdSetIterator documents, FirstSeenVisitor visitor)
      throws IOException {
    var stored = leaf.reader().storedFields();
    var live = leaf.reader().getLiveDocs();
    for (int document = documents.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if (live == null || live.get(document)) {
        Document fields = stored.document(document);
        BytesRef pieces = fields.getBinaryValue(Fields.PIECES);
        Template template =
            TemplateCodec.read(new ByteSource(pieces.bytes, pieces.offset, pieces.length));
        visitor.seen(
            fields.get(Fields.SERVICE),
            template,
            fields.getField(Fields.FIRST_SEEN).numericValue().longValue());
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
