import Testing
import Verification

@Suite struct PairComparingTests {
    struct Case: CustomTestStringConvertible {
        let field: String
        let left: String
        let right: String
        let words: String

        init(_ field: String, _ left: String, _ right: String, _ words: String) {
            (self.field, self.left, self.right, self.words) = (field, left, right, words)
        }

        var testDescription: String { "\(field) \(left)｜\(right)：\(words)" }

        func person(_ label: String, _ value: String) -> Person {
            var person = Person(label: label)
            switch field {
            case "身份号码": person.id = value
            case "姓名": person.name = value
            case "出生日期": person.birth = value
            case "住址": person.address = value
            case "电话": person.phone = value
            default: person.sex = value
            }
            return person
        }
    }

    @Test(arguments: [
        Case("身份号码", "37160219900307321x", "37160219900307321X", "完全相同"),
        Case("身份号码", "371602900307321", "37160219900307321X", "一个是另一个的15位旧号"),
        Case("身份号码", "371602199003073216", "37160219900307321X", "只差一处录入错误"),
        Case("身份号码", "37160219900370321X", "37160219900307321X", "只差一处录入错误"),
        Case("身份号码", "3716021990030732X", "37160219900307321X", "只差一处录入错误"),
        Case("身份号码", "11010519491231002X", "37160219900307321X", "不同"),
        Case("身份号码", "3.71602E+17", "37160219900307321X", "一方没有，不计"),
        Case("姓名", "王晓明", "王 晓明", "完全相同"),
        Case("姓名", "张莉娜", "章丽娜", "同音或异写"),
        Case("姓名", "張麗娜", "张丽娜", "同音或异写"),
        Case("姓名", "Zhang Wei", "张伟", "同音或异写"),
        Case("姓名", "Wei Zhang", "张伟", "同音或异写"),
        Case("姓名", "SHAN XIONGXIN", "单雄信", "同音或异写"),
        Case("姓名", "阿依古丽·买买提", "阿依古丽•买买提", "完全相同"),
        Case("姓名", "王晓明", "王明", "差一个字或少一个字"),
        Case("姓名", "王晓明", "王建明", "差一个字或少一个字"),
        Case("姓名", "欧阳晓明", "欧阳建明", "差一个字或少一个字"),
        Case("姓名", "王晓明", "王晓军", "名的末字不同"),
        Case("姓名", "王明", "王军", "单字名，名不同"),
        Case("姓名", "欧阳明", "欧阳军", "单字名，名不同"),
        Case("姓名", "王晓明", "王建军", "只有姓相同"),
        Case("姓名", "王晓明", "李建军", "不同"),
        Case("姓名", "𠮷田平", "𠮷田平", "完全相同"),
        Case("出生日期", "1990-03-07", "19900307", "相同"),
        Case("出生日期", "1990/7/3", "1990-03-07", "月日颠倒"),
        Case("出生日期", "1990年3月17日", "1990-03-07", "相差十天以内"),
        Case("出生日期", "1980-03-07", "1990-03-07", "只错一位数字"),
        Case("出生日期", "1991-03-07", "1990-03-07", "月日相同年份差一年"),
        Case("出生日期", "1990-02-11", "1990-03-16", "可能是农历日期"),
        Case("出生日期", "1990-02-30", "1990-02-20", "只错一位数字"),
        Case("出生日期", "1962-11-30", "1990-03-07", "不同"),
        Case("住址", "滨州市滨城区市中街道东王村6号", "滨州市滨城区市中街道东王村6号", "相同"),
        Case("住址", "东王村6号", "滨州市滨城区市中街道东王村6号", "一个是另一个的简写"),
        Case("住址", "市中街道学府社区12号", "滨州市滨城区市中街道学府社区12号", "一个是另一个的简写"),
        Case("住址", "滨州市滨城区市中街道东王村6号", "滨州市滨城区市中街道东王村71号", "同村（小区）不同门牌"),
        Case("住址", "滨州市滨城区市中街道东王村6号", "滨州市滨城区市中街道西李村9号", "同乡镇（街道）"),
        Case("住址", "滨州市无棣县车王镇东王村6号", "滨州市滨城区市中街道东王村6号", "不同"),
        Case("电话", "+86 138-1234-5678", "13812345678", "相同"),
        Case("电话", "13812345687", "13812345678", "只差一处录入错误"),
        Case("电话", "1381234567", "13812345678", "只差一处录入错误"),
        Case("电话", "15912345678", "13812345678", "不同"),
        Case("性别", "1", "男", "相同"),
        Case("性别", "女", "男", "不同"),
    ])
    func `a pair of values has its level`(_ sample: Case) throws {
        let result = try Linking.link([sample.person("a1", sample.left)], [sample.person("b1", sample.right)])
        let explanation = try #require(result.explanation(a: "a1", b: "b1"))
        let line = try #require(explanation.lines.first { $0.what == sample.field })
        #expect(line.words == sample.words)
    }
}
