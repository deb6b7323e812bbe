/// The results of a piece as numbers, for whoever counts them instead of writing them.
struct PieceNumbers: Sendable {
    /// For each output, the results in the order of the subjects; words by their positions.
    private(set) var columns: [[Int64]]
    /// The words that results name by position.
    var words: [String] = []

    init(columns count: Int, capacity: Int) {
        columns = Array(repeating: [], count: count)
        for index in columns.indices { columns[index].reserveCapacity(capacity) }
    }

    mutating func append(_ results: BlockResults) {
        for index in columns.indices { columns[index] += results.numbers(index) }
    }

    /// The word of a result; `nil` when there is none.
    func word(_ column: Int, _ subject: Int) -> String? {
        let position = Int(columns[column][subject])
        return words.indices.contains(position) ? words[position] : nil
    }
}
