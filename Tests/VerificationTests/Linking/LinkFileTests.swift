import Columns
import Testing
import Verification

@Suite struct LinkFileTests {
    @Test func `bad rows are set aside with their line and why, the others go on`() throws {
        let text = """
            rec_id,id_no,name,sex,birth_date,address,phone
            a1,11010519491231002X,赵小龙,男,1949-12-31,滨州市,13812345678
            a2,多一列,王芳,女,1990-01-01,滨州市,138,多
            ,11010519491231002X,无编号,男,1949-12-31,滨州市,
            a1,,又一个,男,1950-01-01,,
            a3,3.71602E+17,钱多,男,1950-02-30,,
            a4,,孙好,女,腊月初八,,

            """
        let (table, problems) = try Linking.table(text)
        #expect(table.count == 3)
        let found = problems.map { "\($0.row) \($0.column ?? "-") \($0.reason.rawValue)" }
        #expect(
            found == [
                "3 - fieldCount", "4 rec_id requiredEmpty", "5 rec_id duplicateRecord", "6 birth_date badDate",
                "6 id_no scientificNotation", "7 birth_date badDate",
            ])
    }

    @Test func `columns may be missing or in another order, but not the label`() throws {
        let (table, problems) = try Linking.table("phone,name,rec_id,备注\n13812345678,王伟,a1,无\n")
        #expect(table.count == 1 && problems.isEmpty)
        #expect(throws: LinkFileError.self) { try Linking.table("name,phone\n王伟,13812345678\n") }
        #expect(throws: LinkFileError.self) { try Linking.table("rec_id,备注\na1,无\n") }
    }

    @Test func `quoted fields are read as what they mean`() throws {
        let (table, problems) = try Linking.table("rec_id,name,address\n\"a,1\",\"王伟\",\"东王村6号,2室\"\n")
        #expect(problems.isEmpty)
        #expect(table.name(of: 0) == "a,1")
    }
}
