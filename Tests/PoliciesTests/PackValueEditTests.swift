import Policies
import Primitives
import Testing

/// A value is put into a file by its day, and nothing else of the file changes.
@Suite struct PackValueEditTests {
    private static let edit = try? PackValueEdit(
        parameter: "standardRural", from: CivilDate(parsing: "2026-07-01"), value: "85000", citation: "滨民字'12'号",
        demo: false)

    struct Sample: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let before: String
        let after: String

        init(_ name: String, _ before: String, _ after: String) {
            (testDescription, self.before, self.after) = (name, before, after)
        }
    }

    static let samples = [
        Sample(
            "after the last value, before the comment that follows",
            """
            # head
            parameters:
              standardRural:
                values:
                  - from: 2024-01-01
                    value: 80000
                    citation: 甲

            # tail
            tests: {}

            """,
            """
            # head
            parameters:
              standardRural:
                values:
                  - from: 2024-01-01
                    value: 80000
                    citation: 甲
                  - from: 2026-07-01
                    value: 85000
                    citation: '滨民字''12''号'

            # tail
            tests: {}

            """),
        Sample(
            "before a later value",
            "parameters:\n  standardRural:\n    values:\n    - {from: 2027-01-01, value: 1, citation: 乙}\n",
            """
            parameters:
              standardRural:
                values:
                - from: 2026-07-01
                  value: 85000
                  citation: '滨民字''12''号'
                - {from: 2027-01-01, value: 1, citation: 乙}

            """),
        Sample(
            "in place of the value of its day",
            """
            parameters:
              standardRural:
                values:
                  - from: 2026-07-01
                    value: 1
                    citation: 甲
                    demo: true
              other: {values: []}

            """,
            """
            parameters:
              standardRural:
                values:
                  - from: 2026-07-01
                    value: 85000
                    citation: '滨民字''12''号'
              other: {values: []}

            """),
        Sample(
            "between brackets",
            "parameters:\n  standardRural: {values: [{from: 2024-01-01, value: 1, citation: 'a]'}]}\n",
            "parameters:\n  standardRural: {values: [{from: 2024-01-01, value: 1, citation: 'a]'}, "
                + "{from: 2026-07-01, value: 85000, citation: '滨民字''12''号'}]}\n"),
        Sample(
            "into an empty list", "parameters:\n  standardRural:\n    values: []\n",
            "parameters:\n  standardRural:\n    values: "
                + "[{from: 2026-07-01, value: 85000, citation: '滨民字''12''号'}]\n"),
        Sample(
            "beside the parameters there are",
            "parameters:\n  other:\n    values: []\n# tail\n",
            """
            parameters:
              other:
                values: []
              standardRural:
                values:
                  - from: 2026-07-01
                    value: 85000
                    citation: '滨民字''12''号'
            # tail

            """),
        Sample(
            "into a file without parameters", "schema: 1\n",
            """
            schema: 1
            parameters:
              standardRural:
                values:
                  - from: 2026-07-01
                    value: 85000
                    citation: '滨民字''12''号'

            """),
    ]

    @Test(arguments: samples) func `a value goes where it belongs`(_ sample: Sample) throws {
        let edit = try #require(Self.edit)
        #expect(edit.applied(to: sample.before) == sample.after)
    }

    @Test func `a file that is no YAML is left to a person`() throws {
        let edit = try #require(Self.edit)
        #expect(edit.applied(to: "a: [1\n") == nil)
    }

    @Test func `what is typed is read in the parameter's unit`() throws {
        let parameters = try Repository.packs().parameters(of: "standards", for: RegionCode("371621"))
        let standard = try #require(parameters.first { $0.name == "standardRural" })
        #expect(standard.written("1,050.50元") == "105050")
        #expect(standard.written("一千") == nil)
        #expect(standard.written("-1") == nil)
        let value = try standard.value(on: CivilDate(parsing: "2026-03-01"))
        #expect(standard.typed(value.value) == "800.00")
    }
}
