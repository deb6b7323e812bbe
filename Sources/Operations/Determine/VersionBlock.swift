import Columns
import Primitives
import Rules

/// The subjects of one version of the policy out of a stretch of a piece: their facts in lanes, their results.
final class VersionBlock {
    private let recipe: BatchRecipe
    private let version: PolicyVersion
    private let block = BatchBlock()
    private let words: WordNumbers
    /// For each of the plan's fields: the file it stands in (0 for the subjects') and its column.
    private let columns: [(file: Int, column: BatchRecipe.Column)]
    /// The records of each file in the order of their lanes.
    private var records: [[UInt32]]
    /// The subject of each lane.
    private var subjects: [Int] = []
    /// Results of subjects that the row executor was asked for, by lane.
    private var single: [Int: [RuleValue]] = [:]
    /// The positions of words among the texts of the results, by number.
    private var positions: [Int64] = []

    init(_ recipe: BatchRecipe, _ version: PolicyVersion) {
        self.recipe = recipe
        self.version = version
        words = WordNumbers(version.program.words)
        let sources = [recipe.subjects] + recipe.rows
        columns = version.plan.fields.map { field in
            for (file, source) in sources.enumerated() {
                if let column = source.byField[field] { return (file, column) }
            }
            return (-1, BatchRecipe.Column(position: 0, name: "", field: field))
        }
        records = sources.map { _ in [] }
    }

    /// Gives every subject a lane, those with the most rows first, and lays their rows out by position.
    func arrange(_ members: [Int], for worker: PieceWorker) {
        let entities = recipe.schema.entities
        place(members, by: recipe.rows.isEmpty ? members.map { _ in 0 } : sizes(of: members, 0, worker))
        var counts = [Int](repeating: 0, count: entities.count)
        var links = [[BatchLink]](repeating: [], count: entities.count)
        counts[0] = subjects.count
        records[0] = subjects.map { UInt32($0) }
        for (index, source) in recipe.rows.enumerated() {
            let belonging = worker.joins[index].rows
            let starts = subjects.map { belonging[$0].lowerBound }
            (links[source.entity.index], records[index + 1]) = Self.link(starts, sizes(of: subjects, index, worker))
            counts[source.entity.index] = records[index + 1].count
        }
        block.begin(version.plan, lanes: counts, links: links)
    }

    /// A counting sort by the number of rows in the first file, falling.
    private func place(_ members: [Int], by sizes: [Int]) {
        let most = sizes.max() ?? 0
        var starts = [Int](repeating: 0, count: most + 2)
        for size in sizes { starts[most - size + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var placed = Array(repeating: 0, count: members.count)
        for (position, subject) in members.enumerated() {
            placed[starts[most - sizes[position]]] = subject
            starts[most - sizes[position]] += 1
        }
        subjects = placed
    }

    /// How many rows take part; a subject with more than rules are proved for has none, and no result.
    private func sizes(of members: [Int], _ index: Int, _ worker: PieceWorker) -> [Int] {
        let belonging = worker.joins[index].rows
        let source = recipe.rows[index]
        let entity = recipe.schema.entities[source.entity.index]
        let limit = Int(entity.maximumRows)
        return members.map { subject in
            let rows = belonging[subject]
            guard rows.count > limit else { return rows.count }
            worker.fail(
                subject, .line(file: index + 1, worker.rows[index].line(of: rows.lowerBound)),
                source.file.header[source.subject],
                "\(entity.label)有 \(rows.count) 行，超过 \(limit) 行；请核实是否误并了多户")
            return 0
        }
    }

    /// The first rows of all subjects, then the second rows, and so on; runs of subjects with such a row are linked.
    private static func link(_ starts: [Int], _ sizes: [Int]) -> (links: [BatchLink], records: [UInt32]) {
        var (links, records) = ([BatchLink](), [UInt32]())
        for position in 0..<(sizes.max() ?? 0) {
            var lane = 0
            while lane < sizes.count {
                let (first, start) = (lane, records.count)
                while lane < sizes.count, sizes[lane] > position {
                    records.append(UInt32(truncatingIfNeeded: starts[lane] + position))
                    lane += 1
                }
                if lane > first { links.append(BatchLink(parents: first, rows: start, count: lane - first)) }
                while lane < sizes.count, sizes[lane] <= position { lane += 1 }
            }
        }
        return (links, records)
    }

    // MARK: Facts

    /// Makes the fields of the group's records numbers, each column in one go.
    func read(for worker: PieceWorker) {
        for (position, place) in columns.enumerated() {
            let target = block.input(position)
            guard let base = target.baseAddress, !target.isEmpty else { continue }
            guard place.file >= 0 else {
                target.update(repeating: 0)
                for lane in subjects.indices {
                    let label = recipe.schema.fields[version.plan.fields[position].index].label
                    worker.fail(subjects[lane], .line(file: 0, 0), "", "文件没有“\(label)”这一列；不能当作零")
                }
                continue
            }
            let piece = place.file == 0 ? worker.subjects : worker.rows[place.file - 1]
            var wrong: [FieldFault] = []
            records[place.file].withUnsafeBufferPointer { records in
                Self.read(piece, place.column, recipe.schema, records, words, into: base, faults: &wrong)
            }
            for fault in wrong { fail(fault.record, fault.reason, place.file, place.column, worker) }
            for record in recordsOutside(target, place.file, place.column) {
                fail(record, .unknownValue, place.file, place.column, worker)
            }
        }
    }

    private static func read(
        _ piece: CSVPiece, _ column: BatchRecipe.Column, _ schema: FactSchema, _ records: UnsafeBufferPointer<UInt32>,
        _ words: WordNumbers, into base: UnsafeMutablePointer<Int64>, faults: inout [FieldFault]
    ) {
        switch schema.fields[column.field.index].type {
        case .money: piece.hundredths(column.position, of: records, into: base, faults: &faults)
        case .text: piece.words(column.position, of: records, in: words, into: base, faults: &faults)
        case .month: piece.months(column.position, of: records, into: base, faults: &faults)
        case .date: piece.dates(column.position, of: records, into: base, faults: &faults)
        default: piece.integers(column.position, of: records, into: base, faults: &faults)
        }
    }

    /// Finds numbers outside the field's range and words it does not know: rules are proved for those inside only.
    private func recordsOutside(
        _ target: UnsafeMutableBufferPointer<Int64>, _ file: Int, _ column: BatchRecipe.Column
    ) -> [Int] {
        let field = recipe.schema.fields[column.field.index]
        let isInside: (Int64) -> Bool
        if field.type == .text {
            guard let known = field.words else { return [] }
            let numbers = Set(known.map { words.number(of: $0) })
            isInside = { numbers.contains($0) }
        } else {
            let (least, greatest) = (field.range.lowerBound, field.range.upperBound)
            // The sign of either difference tells; all lanes together first, one by one only when something is wrong.
            var signs: Int64 = 0
            for number in target { signs |= (number &- least) | (greatest &- number) }
            if signs >= 0 { return [] }
            isInside = { $0 >= least && $0 <= greatest }
        }
        return target.indices.filter { !isInside(target[$0]) }.map { Int(records[file][$0]) }
    }

    private func fail(
        _ record: Int, _ reason: ProblemReason, _ file: Int, _ column: BatchRecipe.Column, _ worker: PieceWorker
    ) {
        let piece = file == 0 ? worker.subjects : worker.rows[file - 1]
        guard let subject = file == 0 ? record : worker.subject(ofRow: record, file - 1) else { return }
        let found = piece.text(record, column.position).map { RowProblem.shown($0, masked: false) } ?? ""
        let sentence = found.isEmpty ? reason.advice : "“\(found)”\(reason.advice)"
        worker.fail(subject, .line(file: file, piece.line(of: record)), column.name, sentence)
    }

    // MARK: Results

    /// Runs the rules; what they leave open is asked of the row executor, one subject at a time.
    func run(for worker: PieceWorker) {
        block.run()
        single.removeAll(keepingCapacity: true)
        let open = block.undecided.withNumbers { flags in flags.indices.filter { flags[$0] != 0 } }
        for lane in open where worker.faults[subjects[lane]] == nil { decide(lane, worker) }
    }

    private func decide(_ lane: Int, _ worker: PieceWorker) {
        let subject = subjects[lane]
        let evaluation = version.executor.evaluate(
            facts(of: subject, worker), wanting: version.outputs, recording: false)
        var values: [RuleValue] = []
        for output in version.outputs {
            let value = evaluation.value(output)
            switch value {
            case .number?, .word?: if let value { values.append(value) }
            case .failed(let failures)?:
                let failure = failures.first
                worker.fail(
                    subject, .rule(file: failure?.rule?.file ?? "", line: failure?.line ?? 0),
                    failure?.rule?.name ?? "",
                    failure?.sentence ?? "规则没有结果")
                return
            default:
                let name = version.program.definitions[output.index].text
                worker.fail(subject, .rule(file: name.file, line: name.line), name.name, "规则没有确定的结果")
                return
            }
        }
        single[lane] = values
    }

    /// The facts of one subject, as the row executor takes them.
    func facts(of subject: Int, _ worker: PieceWorker) -> FactTable {
        var table = FactTable(schema: recipe.schema, key: worker.key(subject))
        func add(_ file: Int, _ source: BatchRecipe.Source, _ record: Int, row: Int) {
            let piece = file == 0 ? worker.subjects : worker.rows[file - 1]
            for column in source.columns {
                var wrong: [FieldFault] = []
                var number: Int64 = 0
                withUnsafePointer(to: UInt32(record)) { record in
                    Self.read(
                        piece, column, recipe.schema, UnsafeBufferPointer(start: record, count: 1), words,
                        into: &number,
                        faults: &wrong)
                }
                let isText = recipe.schema.fields[column.field.index].type == .text
                guard wrong.isEmpty else { continue }
                table.set(column.field, of: row, to: isText ? .word(words.words[Int(number)]) : .number(number))
            }
        }
        add(0, recipe.subjects, subject, row: 0)
        for (index, source) in recipe.rows.enumerated() {
            for record in worker.joins[index].rows[subject] {
                let row = table.add(source.entity, key: "\(source.file.name) \(record)")
                add(index + 1, source, record, row: row)
            }
        }
        return table
    }

    /// Puts the results back into the order of the subjects.
    func collect(into results: inout BlockResults) {
        for output in version.outputs.indices {
            let lanes = block.output(output)
            let isText = version.types[output] == .text
            if isText { results.number(words.words, &positions) }
            let positions = isText ? positions : nil
            results.put(lanes, of: subjects, output, version.types[output], positions: positions)
            for (lane, values) in single {
                results.put(values[output], of: subjects[lane], output)
            }
        }
    }
}

/// The results of a stretch of subjects by column, in the order of the subjects.
struct BlockResults {
    private var range = 0..<0
    private var numbers: [[Int64]] = []
    private var types: [RuleType] = []
    private var texts: [PreparedField] = []
    private var known: [String: Int64] = [:]

    /// Begins another stretch.
    mutating func begin(_ range: Range<Int>) { self.range = range }

    /// The results of an output, in the order of the subjects; words by their positions among `words`.
    func numbers(_ output: Int) -> [Int64] { numbers[output] }

    /// The words that results name by position.
    var words: [String] { known.sorted { $0.value < $1.value }.map(\.key) }

    /// A column to be written.
    func column(_ output: Int) -> ResultColumn {
        switch types[output] {
        case .money: .hundredths(numbers[output])
        case .text: .texts(numbers[output], texts)
        default: .numbers(numbers[output])
        }
    }

    /// Gives the words of a version their positions among the texts; those that have one keep it.
    mutating func number(_ words: [String], _ positions: inout [Int64]) {
        while positions.count < words.count { positions.append(position(of: words[positions.count])) }
    }

    private mutating func position(of word: String) -> Int64 {
        if let position = known[word] { return position }
        known[word] = Int64(texts.count)
        texts.append(PreparedField(word))
        return Int64(texts.count - 1)
    }

    /// Puts lanes where their subjects stand.
    mutating func put(
        _ lanes: BatchLanes, of subjects: [Int], _ output: Int, _ type: RuleType, positions: [Int64]?
    ) {
        while numbers.count <= output {
            numbers.append([])
            types.append(type)
        }
        types[output] = type
        let first = range.lowerBound
        if numbers[output].count != range.count { numbers[output] = Array(repeating: 0, count: range.count) }
        numbers[output].withUnsafeMutableBufferPointer { target in
            lanes.withNumbers { lanes in
                guard let positions else {
                    for lane in 0..<lanes.count { target[subjects[lane] &- first] = lanes[lane] }
                    return
                }
                for lane in 0..<lanes.count {
                    // A subject that has no result may have any number here.
                    let word = Int(truncatingIfNeeded: lanes[lane])
                    target[subjects[lane] &- first] = word >= 0 && word < positions.count ? positions[word] : 0
                }
            }
        }
    }

    /// Puts a result of one subject.
    mutating func put(_ value: RuleValue, of subject: Int, _ output: Int) {
        switch value {
        case .word(let word): numbers[output][subject - range.lowerBound] = position(of: word)
        default: numbers[output][subject - range.lowerBound] = value.number ?? 0
        }
    }
}
