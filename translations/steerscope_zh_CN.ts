<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>Open an audio file</source>
        <translation>打开一个音频文件</translation>
    </message>
    <message>
        <source>&amp;Close recording</source>
        <translation>关闭录音(&amp;C)</translation>
    </message>
    <message>
        <source>Close the recording; its file stays</source>
        <translation>关闭当前录音；文件会保留</translation>
    </message>
    <message>
        <source>Save &amp;transcript as...</source>
        <translation>转写文本另存为(&amp;T)...</translation>
    </message>
    <message>
        <source>Save the transcript as text, subtitles or JSON</source>
        <translation>将转写文本存为纯文本、字幕或 JSON</translation>
    </message>
    <message>
        <source>Save &amp;gates as...</source>
        <translation>门控另存为(&amp;G)...</translation>
    </message>
    <message>
        <source>Save the expert gates as safetensors or CSV</source>
        <translation>将专家门控存为 safetensors 或 CSV</translation>
    </message>
    <message>
        <source>Save &amp;picture as...</source>
        <translation>图片另存为(&amp;P)...</translation>
    </message>
    <message>
        <source>Save the heatmap as PNG or SVG</source>
        <translation>将热图存为 PNG 或 SVG</translation>
    </message>
    <message>
        <source>Save steering &amp;settings as...</source>
        <translation>引导设置另存为(&amp;S)...</translation>
    </message>
    <message>
        <source>Save the steering of this moment as JSON</source>
        <translation>将此刻的引导设置存为 JSON</translation>
    </message>
    <message>
        <source>Open steering s&amp;ettings...</source>
        <translation>打开引导设置(&amp;E)...</translation>
    </message>
    <message>
        <source>Take the steering from a JSON file</source>
        <translation>从 JSON 文件读取引导设置</translation>
    </message>
    <message>
        <source>Show recordings &amp;folder</source>
        <translation>显示录音文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Open the folder that keeps what was recorded here</source>
        <translation>打开存放本程序录音的文件夹</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window; a recording under way is kept</source>
        <translation>关闭窗口；正在进行的录音会保留</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change of the steering</source>
        <translation>撤回上一次引导更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Bring back the change that was undone</source>
        <translation>恢复被撤销的更改</translation>
    </message>
    <message>
        <source>&amp;Copy transcript</source>
        <translation>复制转写文本(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the whole transcript to the clipboard</source>
        <translation>将整个转写文本复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Find in transcript</source>
        <translation>在转写文本中查找(&amp;F)</translation>
    </message>
    <message>
        <source>Look for words in the transcript</source>
        <translation>在转写文本中查找词语</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Select the whole recording in every view</source>
        <translation>在所有视图中选中整个录音</translation>
    </message>
    <message>
        <source>C&amp;lear selection</source>
        <translation>清除选择(&amp;L)</translation>
    </message>
    <message>
        <source>Clear the selection of time and layer; without one, stop the run</source>
        <translation>清除时间和层的选择；没有选择时停止运行</translation>
    </message>
    <message>
        <source>Command &amp;palette...</source>
        <translation>命令面板(&amp;P)...</translation>
    </message>
    <message>
        <source>Find any action by typing a part of its name</source>
        <translation>输入名称的一部分即可找到任何操作</translation>
    </message>
    <message>
        <source>&amp;Fit recording</source>
        <translation>适合整个录音(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole recording</source>
        <translation>显示整个录音</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Come closer in time</source>
        <translation>在时间上靠近</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>See more time</source>
        <translation>看到更长的时间</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>缩放到选区(&amp;S)</translation>
    </message>
    <message>
        <source>Fill the view with the selected time</source>
        <translation>用选中的时间填满视图</translation>
    </message>
    <message>
        <source>Scroll &amp;left</source>
        <translation>向左滚动(&amp;L)</translation>
    </message>
    <message>
        <source>Move the view a tenth of its width back</source>
        <translation>视图后退其宽度的十分之一</translation>
    </message>
    <message>
        <source>Scroll &amp;right</source>
        <translation>向右滚动(&amp;R)</translation>
    </message>
    <message>
        <source>Move the view a tenth of its width on</source>
        <translation>视图前进其宽度的十分之一</translation>
    </message>
    <message>
        <source>Page &amp;back</source>
        <translation>向前翻页(&amp;B)</translation>
    </message>
    <message>
        <source>Move the view by its width back</source>
        <translation>视图后退一个宽度</translation>
    </message>
    <message>
        <source>Page for&amp;ward</source>
        <translation>向后翻页(&amp;W)</translation>
    </message>
    <message>
        <source>Move the view by its width on</source>
        <translation>视图前进一个宽度</translation>
    </message>
    <message>
        <source>Follow the &amp;cursor</source>
        <translation>跟随光标(&amp;C)</translation>
    </message>
    <message>
        <source>Keep the play position in view</source>
        <translation>让播放位置保持在视图内</translation>
    </message>
    <message>
        <source>Show all padd&amp;ing</source>
        <translation>显示全部填充(&amp;I)</translation>
    </message>
    <message>
        <source>Show the whole silence the encoder adds to fill its last window</source>
        <translation>显示编码器为填满最后一个窗口而补的全部静音</translation>
    </message>
    <message>
        <source>&amp;Strongest expert</source>
        <translation>最强专家(&amp;S)</translation>
    </message>
    <message>
        <source>Colour the rows by the strongest expert and its margin</source>
        <translation>按最强专家及其领先幅度为各行着色</translation>
    </message>
    <message>
        <source>Gate of &amp;one expert</source>
        <translation>单个专家的门控(&amp;O)</translation>
    </message>
    <message>
        <source>Colour the rows by the gate of the chosen expert</source>
        <translation>按所选专家的门控为各行着色</translation>
    </message>
    <message>
        <source>&amp;Entropy</source>
        <translation>熵(&amp;E)</translation>
    </message>
    <message>
        <source>Colour the rows by how undecided the router is</source>
        <translation>按路由器的犹豫程度为各行着色</translation>
    </message>
    <message>
        <source>&amp;Push</source>
        <translation>推力(&amp;P)</translation>
    </message>
    <message>
        <source>Colour the rows by how far steering moves the signal</source>
        <translation>按引导使信号移动的幅度为各行着色</translation>
    </message>
    <message>
        <source>&amp;Deviation from 1/E</source>
        <translation>与 1/E 的偏差(&amp;D)</translation>
    </message>
    <message>
        <source>Colour the rows by how far the chosen expert is from its equal share</source>
        <translation>按所选专家偏离均等份额的幅度为各行着色</translation>
    </message>
    <message>
        <source>Cividis colours</source>
        <translation>Cividis 配色</translation>
    </message>
    <message>
        <source>Use cividis in place of viridis for single quantities</source>
        <translation>单一数值使用 cividis 代替 viridis</translation>
    </message>
    <message>
        <source>&amp;Deepest layer on top</source>
        <translation>最深层在上(&amp;D)</translation>
    </message>
    <message>
        <source>From sound, below, to words, above; off turns it round</source>
        <translation>下为声音，上为词语；关闭则上下颠倒</translation>
    </message>
    <message>
        <source>&amp;Transcript panel</source>
        <translation>转写面板(&amp;T)</translation>
    </message>
    <message>
        <source>Show or hide the transcript panel</source>
        <translation>显示或隐藏转写面板</translation>
    </message>
    <message>
        <source>&amp;Layer detail panel</source>
        <translation>层细节面板(&amp;L)</translation>
    </message>
    <message>
        <source>Show or hide the experts of the chosen layer</source>
        <translation>显示或隐藏所选层的专家</translation>
    </message>
    <message>
        <source>&amp;As the desktop</source>
        <translation>跟随桌面(&amp;A)</translation>
    </message>
    <message>
        <source>Light or dark as the desktop says</source>
        <translation>随桌面设置使用浅色或深色</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色配色</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色配色</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Fill the screen with the window</source>
        <translation>让窗口占满屏幕</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put every panel back where it was at first</source>
        <translation>将所有面板放回最初的位置</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>录音(&amp;R)</translation>
    </message>
    <message>
        <source>Record from the microphone; again ends the recording</source>
        <translation>从麦克风录音；再按一次结束</translation>
    </message>
    <message>
        <source>&amp;Pause recording</source>
        <translation>暂停录音(&amp;P)</translation>
    </message>
    <message>
        <source>Hold the recording; again goes on</source>
        <translation>暂停录音；再按一次继续</translation>
    </message>
    <message>
        <source>P&amp;lay</source>
        <translation>播放(&amp;L)</translation>
    </message>
    <message>
        <source>Play from the cursor; again stops</source>
        <translation>从光标处播放；再按一次停止</translation>
    </message>
    <message>
        <source>Play &amp;selection</source>
        <translation>播放选区(&amp;S)</translation>
    </message>
    <message>
        <source>Play the selected time</source>
        <translation>播放选中的时间</translation>
    </message>
    <message>
        <source>L&amp;oop</source>
        <translation>循环(&amp;O)</translation>
    </message>
    <message>
        <source>Play again and again</source>
        <translation>反复播放</translation>
    </message>
    <message>
        <source>Go to s&amp;tart</source>
        <translation>转到开头(&amp;T)</translation>
    </message>
    <message>
        <source>Put the cursor at the start</source>
        <translation>将光标放到开头</translation>
    </message>
    <message>
        <source>Go to &amp;end</source>
        <translation>转到结尾(&amp;E)</translation>
    </message>
    <message>
        <source>Put the cursor at the end</source>
        <translation>将光标放到结尾</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>后退一步(&amp;B)</translation>
    </message>
    <message>
        <source>Move the cursor a tenth of a second back</source>
        <translation>光标后退十分之一秒</translation>
    </message>
    <message>
        <source>Step &amp;forward</source>
        <translation>前进一步(&amp;F)</translation>
    </message>
    <message>
        <source>Move the cursor a tenth of a second on</source>
        <translation>光标前进十分之一秒</translation>
    </message>
    <message>
        <source>Steering &amp;off</source>
        <translation>关闭引导(&amp;O)</translation>
    </message>
    <message>
        <source>Switch all steering off: the plain encoder</source>
        <translation>关闭全部引导：原始编码器</translation>
    </message>
    <message>
        <source>S&amp;witch A and B</source>
        <translation>切换 A 与 B(&amp;W)</translation>
    </message>
    <message>
        <source>Look at the other of the two steering settings</source>
        <translation>查看两组引导设置中的另一组</translation>
    </message>
    <message>
        <source>Copy to the o&amp;ther of A and B</source>
        <translation>复制到 A、B 中的另一组(&amp;H)</translation>
    </message>
    <message>
        <source>Make the other setting equal to this one</source>
        <translation>使另一组设置与此组相同</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>全部重置(&amp;R)</translation>
    </message>
    <message>
        <source>Everything as trained</source>
        <translation>全部恢复为训练值</translation>
    </message>
    <message>
        <source>Choose the row &amp;above</source>
        <translation>选择上一行(&amp;A)</translation>
    </message>
    <message>
        <source>Open the layer of the next row above in detail</source>
        <translation>打开上一行的层的细节</translation>
    </message>
    <message>
        <source>Choose the row &amp;below</source>
        <translation>选择下一行(&amp;B)</translation>
    </message>
    <message>
        <source>Open the layer of the next row below in detail</source>
        <translation>打开下一行的层的细节</translation>
    </message>
    <message>
        <source>&amp;Mute layer</source>
        <translation>静音该层(&amp;M)</translation>
    </message>
    <message>
        <source>Switch the chosen layer&apos;s steering off, or on again</source>
        <translation>关闭所选层的引导，或重新打开</translation>
    </message>
    <message>
        <source>&amp;Solo layer</source>
        <translation>独奏该层(&amp;S)</translation>
    </message>
    <message>
        <source>Steer the chosen layer alone, or all again</source>
        <translation>只引导所选层，或恢复全部</translation>
    </message>
    <message>
        <source>R&amp;eset layer</source>
        <translation>重置该层(&amp;E)</translation>
    </message>
    <message>
        <source>The chosen layer as trained</source>
        <translation>所选层恢复为训练值</translation>
    </message>
    <message>
        <source>&amp;Copy layer to all</source>
        <translation>将该层复制到所有层(&amp;C)</translation>
    </message>
    <message>
        <source>Give every layer the chosen layer&apos;s multiplier and temperature</source>
        <translation>让每一层都使用所选层的倍数和温度</translation>
    </message>
    <message>
        <source>Reset &amp;early layers</source>
        <translation>重置早期层(&amp;E)</translation>
    </message>
    <message>
        <source>The first quarter of the layers as trained</source>
        <translation>前四分之一的层恢复为训练值</translation>
    </message>
    <message>
        <source>Reset m&amp;iddle layers</source>
        <translation>重置中期层(&amp;I)</translation>
    </message>
    <message>
        <source>The second quarter of the layers as trained</source>
        <translation>第二个四分之一的层恢复为训练值</translation>
    </message>
    <message>
        <source>Reset &amp;late layers</source>
        <translation>重置后期层(&amp;L)</translation>
    </message>
    <message>
        <source>The third quarter of the layers as trained</source>
        <translation>第三个四分之一的层恢复为训练值</translation>
    </message>
    <message>
        <source>Reset &amp;final layers</source>
        <translation>重置末期层(&amp;F)</translation>
    </message>
    <message>
        <source>The last quarter of the layers as trained</source>
        <translation>最后四分之一的层恢复为训练值</translation>
    </message>
    <message>
        <source>Save &amp;preset...</source>
        <translation>保存预设(&amp;P)...</translation>
    </message>
    <message>
        <source>Keep the steering of this moment under a name</source>
        <translation>以一个名称保存此刻的引导</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Encode and decode the recording again</source>
        <translation>重新编码并解码录音</translation>
    </message>
    <message>
        <source>&amp;Stop the run</source>
        <translation>停止运行(&amp;S)</translation>
    </message>
    <message>
        <source>Stop encoding and decoding; what is there stays</source>
        <translation>停止编码和解码；已有的结果保留</translation>
    </message>
    <message>
        <source>&amp;Compare with steering removed</source>
        <translation>与去除引导对比(&amp;C)</translation>
    </message>
    <message>
        <source>Also run with all steering off and mark the differences</source>
        <translation>同时在关闭全部引导的情况下运行并标出差异</translation>
    </message>
    <message>
        <source>Token &amp;probabilities</source>
        <translation>词元概率(&amp;P)</translation>
    </message>
    <message>
        <source>Show how sure the model was of each token</source>
        <translation>显示模型对每个词元的把握</translation>
    </message>
    <message>
        <source>&amp;Models...</source>
        <translation>模型(&amp;M)...</translation>
    </message>
    <message>
        <source>List, inspect, load and unload models</source>
        <translation>列出、检查、加载和卸载模型</translation>
    </message>
    <message>
        <source>&amp;Import model...</source>
        <translation>导入模型(&amp;I)...</translation>
    </message>
    <message>
        <source>Make a model from an encoder, an LLM and a checkpoint</source>
        <translation>由编码器、LLM 和检查点组成一个模型</translation>
    </message>
    <message>
        <source>&amp;Unload model</source>
        <translation>卸载模型(&amp;U)</translation>
    </message>
    <message>
        <source>Give the model&apos;s memory back</source>
        <translation>释放模型占用的内存</translation>
    </message>
    <message>
        <source>R&amp;estart engine</source>
        <translation>重启引擎(&amp;E)</translation>
    </message>
    <message>
        <source>Start the engine process afresh and load the model again</source>
        <translation>重新启动引擎进程并再次加载模型</translation>
    </message>
    <message>
        <source>&amp;Quick start</source>
        <translation>快速入门(&amp;Q)</translation>
    </message>
    <message>
        <source>What the window shows and how to begin</source>
        <translation>窗口显示什么以及如何开始</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>All shortcuts on one sheet</source>
        <translation>一页列出所有快捷键</translation>
    </message>
    <message>
        <source>Engine &amp;log</source>
        <translation>引擎日志(&amp;L)</translation>
    </message>
    <message>
        <source>The last lines the engine wrote, to copy into a report</source>
        <translation>引擎写下的最后几行，可复制到报告中</translation>
    </message>
    <message>
        <source>&amp;About SteerScope</source>
        <translation>关于 SteerScope(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>&amp;Trainings</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Watch trainings that run or ran: curves, scales, expert loads, transcripts</source>
        <translation>观察正在运行或已结束的训练：曲线、尺度、专家负载、转写样本</translation>
    </message>
    <message>
        <source>&amp;Start training...</source>
        <translation>开始训练(&amp;S)...</translation>
    </message>
    <message>
        <source>Start a training from a configuration; it outlives the window</source>
        <translation>按配置开始训练；关闭窗口后训练继续</translation>
    </message>
    <message>
        <source>Open run &amp;folder...</source>
        <translation>打开运行文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>Open the folder of a training that runs or ran</source>
        <translation>打开正在运行或已结束的训练的文件夹</translation>
    </message>
    <message>
        <source>Open &amp;report...</source>
        <translation>打开报告(&amp;R)...</translation>
    </message>
    <message>
        <source>Open the report folder of an experiment</source>
        <translation>打开实验的报告文件夹</translation>
    </message>
    <message>
        <source>Li&amp;ve transcription</source>
        <translation>实时转写(&amp;V)</translation>
    </message>
    <message>
        <source>Write the words and draw the gates while recording</source>
        <translation>录音时即写出文字并绘制门控</translation>
    </message>
    <message>
        <source>&amp;Export session...</source>
        <translation>导出会话(&amp;E)...</translation>
    </message>
    <message>
        <source>Put runs with their recordings, words and gates into one file</source>
        <translation>将运行及其录音、文字和门控写入一个文件</translation>
    </message>
    <message>
        <source>&amp;Import session...</source>
        <translation>导入会话(&amp;I)...</translation>
    </message>
    <message>
        <source>Take the runs of a session file into the history</source>
        <translation>将会话文件中的运行加入历史</translation>
    </message>
    <message>
        <source>Reo&amp;pen last session</source>
        <translation>重新打开上次会话(&amp;P)</translation>
    </message>
    <message>
        <source>Begin with the recording, steering and view of the last time</source>
        <translation>以上次的录音、引导和视图开始</translation>
    </message>
    <message>
        <source>&amp;Comparison</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Show the runs that were laid side by side</source>
        <translation>显示并排比较的运行</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>历史(&amp;H)</translation>
    </message>
    <message>
        <source>Show the runs that were kept</source>
        <translation>显示已保存的运行</translation>
    </message>
    <message>
        <source>Pi&amp;n this run</source>
        <translation>固定此运行(&amp;N)</translation>
    </message>
    <message>
        <source>Mark the run that is shown as one to keep</source>
        <translation>将当前显示的运行标记为需保留</translation>
    </message>
    <message>
        <source>Ask &amp;why panel</source>
        <translation>追问面板(&amp;W)</translation>
    </message>
    <message>
        <source>Show or hide the panel that asks why: sweep, ablation, attribution, fitted scales</source>
        <translation>显示或隐藏“追问”面板：扫描、消融、归因、拟合尺度</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>Scale of the sweep</source>
        <translation>扫描中的尺度</translation>
    </message>
    <message>
        <source>Fitted scales</source>
        <translation>拟合的尺度</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Open this recording.</source>
        <translation>打开此录音。</translation>
    </message>
    <message>
        <source>Save a picture of the window when the runs are done, and exit.</source>
        <translation>运行完成后保存窗口图片并退出。</translation>
    </message>
    <message>
        <source>Give up on the screenshot after this time (120).</source>
        <translation>超过此时间后放弃截图（120）。</translation>
    </message>
    <message>
        <source>Size of the window.</source>
        <translation>窗口大小。</translation>
    </message>
    <message>
        <source>Colours.</source>
        <translation>配色。</translation>
    </message>
    <message>
        <source>Language of the window.</source>
        <translation>窗口语言。</translation>
    </message>
    <message>
        <source>Model: a path, a shipped name or a hub id.</source>
        <translation>模型：路径、随附模型的名称或 hub id。</translation>
    </message>
    <message>
        <source>Command that runs the engine, for example &quot;ssh host steerscope-engine&quot;.</source>
        <translation>运行引擎的命令，例如 &quot;ssh host steerscope-engine&quot;。</translation>
    </message>
    <message>
        <source>Steering settings to start with.</source>
        <translation>启动时使用的引导设置。</translation>
    </message>
    <message>
        <source>Layer to open in detail: a number from 1, or out.</source>
        <translation>要打开细节的层：从 1 起的数字，或 out。</translation>
    </message>
    <message>
        <source>What the heatmap shows.</source>
        <translation>热图显示的内容。</translation>
    </message>
    <message>
        <source>Recording to open.</source>
        <translation>要打开的录音。</translation>
    </message>
    <message>
        <source>--size %1: write it as 1400x900</source>
        <translation>--size %1：请写成 1400x900</translation>
    </message>
    <message>
        <source>--show %1: use strongest, expert:N, entropy, push or deviation</source>
        <translation>--show %1：请使用 strongest、expert:N、entropy、push 或 deviation</translation>
    </message>
    <message>
        <source>one recording at a time</source>
        <translation>一次只能打开一个录音</translation>
    </message>
    <message>
        <source>--time-limit: a number of seconds above 0</source>
        <translation>--time-limit：大于 0 的秒数</translation>
    </message>
    <message>
        <source>--theme %1: use light, dark or system</source>
        <translation>--theme %1：请使用 light、dark 或 system</translation>
    </message>
    <message>
        <source>--select-layer %1: a number from 1, or out</source>
        <translation>--select-layer %1：从 1 起的数字，或 out</translation>
    </message>
    <message>
        <source>See and steer what happens inside speech language models.</source>
        <translation>观察并引导语音大语言模型的内部。</translation>
    </message>
    <message>
        <source>Show the training of this run folder.</source>
        <translation>显示此运行文件夹中的训练。</translation>
    </message>
    <message>
        <source>Show the report of an experiment.</source>
        <translation>显示一份实验报告。</translation>
    </message>
</context>
<context>
    <name>ContextMenu</name>
    <message>
        <source>Put the cursor here</source>
        <translation>将光标放在这里</translation>
    </message>
    <message>
        <source>Heatmap shows</source>
        <translation>热图显示</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Engine not running</source>
        <translation>引擎未运行</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation>未加载模型</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>This model steers nothing: its encoder has no gates to show.</source>
        <translation>此模型没有引导：其编码器没有可显示的门控。</translation>
    </message>
    <message>
        <source>Starting the engine...</source>
        <translation>正在启动引擎...</translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation>正在加载模型...</translation>
    </message>
    <message>
        <source>The engine is not running. Model &gt; Restart engine starts it.</source>
        <translation>引擎未运行。可用“模型 &gt; 重启引擎”启动。</translation>
    </message>
    <message>
        <source>No model is loaded. Model &gt; Load offers what is there.</source>
        <translation>未加载模型。可在“模型 &gt; 加载”中选择。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>it is being started again; nothing is lost</source>
        <translation>正在重新启动；没有任何丢失</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open recording</source>
        <translation>打开录音</translation>
    </message>
    <message>
        <source>Audio (*.wav *.flac *.ogg *.opus *.mp3 *.aiff *.aif *.w64 *.rf64 *.caf);;All files (*)</source>
        <translation>音频 (*.wav *.flac *.ogg *.opus *.mp3 *.aiff *.aif *.w64 *.rf64 *.caf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Open steering settings</source>
        <translation>打开引导设置</translation>
    </message>
    <message>
        <source>Steering settings (*.steerscope.json *.json)</source>
        <translation>引导设置 (*.steerscope.json *.json)</translation>
    </message>
    <message>
        <source>settings from %1</source>
        <translation>来自 %1 的设置</translation>
    </message>
    <message>
        <source>Stop the recording before opening another one</source>
        <translation>请先停止录音，再打开其他录音</translation>
    </message>
</context>
<context>
    <name>GateLegend</name>
    <message>
        <source>Entropy of the gates / ln E; numbers: strongest expert</source>
        <translation>门控的熵 / ln E；数字：最强专家</translation>
    </message>
    <message>
        <source>Entropy of the gates / ln E</source>
        <translation>门控的熵 / ln E</translation>
    </message>
    <message>
        <source>Gate of %1</source>
        <translation>%1 的门控</translation>
    </message>
    <message>
        <source>Push |c (a V)| / |h|</source>
        <translation>推力 |c (a V)| / |h|</translation>
    </message>
    <message>
        <source>Gate of %1 against 1/E</source>
        <translation>%1 的门控相对于 1/E</translation>
    </message>
    <message>
        <source>no margin</source>
        <translation>无领先</translation>
    </message>
</context>
<context>
    <name>GatePicture</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>GateText</name>
    <message>
        <source>After the encoder</source>
        <translation>编码器之后</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>熵 %1</translation>
    </message>
    <message>
        <source>push %1</source>
        <translation>推力 %1</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>steering removed</source>
        <translation>去除引导</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>训练值</translation>
    </message>
    <message>
        <source>master %1</source>
        <translation>总尺度 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) turned</source>
        <translation>
            <numerusform>调整了 %n 层</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryActions</name>
    <message>
        <source>Open a text</source>
        <translation>打开文本</translation>
    </message>
    <message>
        <source>Texts (*.txt *.srt *.vtt *.tsv *.json *.ctm *.TextGrid *.textgrid);;All files (*)</source>
        <translation>文本 (*.txt *.srt *.vtt *.tsv *.json *.ctm *.TextGrid *.textgrid);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The history holds no run to export</source>
        <translation>历史中没有可导出的运行</translation>
    </message>
    <message>
        <source>Export session</source>
        <translation>导出会话</translation>
    </message>
    <message>
        <source>SteerScope sessions (*.steersession)</source>
        <translation>SteerScope 会话 (*.steersession)</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>已导出 %1</translation>
    </message>
    <message>
        <source>Import session</source>
        <translation>导入会话</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <translation>已导入 %1</translation>
    </message>
    <message>
        <source>A run can be pinned once its words stand</source>
        <translation>文字确定之后才能固定运行</translation>
    </message>
</context>
<context>
    <name>LayerMenu</name>
    <message>
        <source>Layer %1, trained to %2</source>
        <translation>第 %1 层，训练值 %2</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>静音(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Solo</source>
        <translation>独奏(&amp;S)</translation>
    </message>
    <message>
        <source>Solo this one a&amp;lone</source>
        <translation>仅独奏此层(&amp;L)</translation>
    </message>
    <message>
        <source>Set &amp;value…</source>
        <translation>设置数值(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Absolute scale…</source>
        <translation>绝对尺度(&amp;A)…</translation>
    </message>
    <message>
        <source>Back to a m&amp;ultiplier</source>
        <translation>恢复为倍数(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Temperature of its router…</source>
        <translation>路由器的温度(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Copy scale and temperature to all layers</source>
        <translation>将尺度和温度复制到所有层(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reset this layer</source>
        <translation>重置此层(&amp;R)</translation>
    </message>
    <message>
        <source>Reset a&amp;ll steering</source>
        <translation>重置全部引导(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open sa&amp;mple</source>
        <translation>打开示例(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>Heatmap sho&amp;ws</source>
        <translation>热图显示(&amp;W)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>播放与录音(&amp;T)</translation>
    </message>
    <message>
        <source>Input &amp;device</source>
        <translation>输入设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Steering</source>
        <translation>引导(&amp;S)</translation>
    </message>
    <message>
        <source>Reset &amp;group</source>
        <translation>重置一组层(&amp;G)</translation>
    </message>
    <message>
        <source>Pr&amp;esets</source>
        <translation>预设(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>加载(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Device and precision</source>
        <translation>设备与精度(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Trai&amp;ning</source>
        <translation>训练(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>encoding</source>
        <translation>正在编码</translation>
    </message>
    <message>
        <source>loading encoder</source>
        <translation>正在加载编码器</translation>
    </message>
    <message>
        <source>loading LLM</source>
        <translation>正在加载 LLM</translation>
    </message>
    <message>
        <source>reading checkpoint</source>
        <translation>正在读取检查点</translation>
    </message>
    <message>
        <source>comparing encoder</source>
        <translation>正在比较编码器</translation>
    </message>
    <message>
        <source>comparing LLM</source>
        <translation>正在比较 LLM</translation>
    </message>
    <message>
        <source>writing bundle</source>
        <translation>正在写入模型包</translation>
    </message>
</context>
<context>
    <name>StudyText</name>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>layer %1, expert %2</source>
        <translation>第 %1 层，专家 %2</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>removed, the rest renormalised</source>
        <translation>移除，其余重新归一</translation>
    </message>
    <message>
        <source>at their mean gate</source>
        <translation>取平均门控</translation>
    </message>
    <message>
        <source>log p of %1 over %2 scales; flips: %3 of words themselves, %4 that only follow</source>
        <translation>%1 的 log p，共 %2 个尺度；翻转：词自身 %3 次，仅跟随 %4 次</translation>
    </message>
    <message>
        <source>Change of log p of %1 (%2): layers off, experts %3, %4 effect; *: other words</source>
        <translation>%1（%2）的 log p 变化：各层关闭，专家%3，%4效应；*：词有不同</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>直接</translation>
    </message>
    <message>
        <source>; word errors (%1) %2</source>
        <translation>；词错误率（%1）%2</translation>
    </message>
    <message>
        <source>Heard: log p of a word with the audio less the same with silence in its place; near 0 the words before it explain it</source>
        <translation>听到的程度：有音频时词的 log p 减去以静音代替时的值；接近 0 表示由前文即可解释</translation>
    </message>
    <message>
        <source>Parts of what steering does to log p of %1: from %2 to %3 (completeness error %4)</source>
        <translation>引导对 %1 的 log p 的作用之分解：从 %2 到 %3（完整性误差 %4）</translation>
    </message>
    <message>
        <source>With this proposal the model says %1</source>
        <translation>采用此建议后模型说出 %1</translation>
    </message>
    <message>
        <source>The model does not come to say %1; the nearest:</source>
        <translation>模型未能说出 %1；最接近的：</translation>
    </message>
    <message>
        <source> (log p %1, before %2)</source>
        <translation>（log p %1，之前 %2）</translation>
    </message>
    <message>
        <source>scale %1: log p %2</source>
        <translation>尺度 %1：log p %2</translation>
    </message>
    <message>
        <source>, word errors %1</source>
        <translation>，词错误率 %1</translation>
    </message>
    <message>
        <source>%1: log p %2</source>
        <translation>%1：log p %2</translation>
    </message>
    <message>
        <source> (within the noise of the arithmetic)</source>
        <translation>（在运算噪声之内）</translation>
    </message>
    <message>
        <source>%1: part %2, gradient by the multiplier %3, scale %4</source>
        <translation>%1：贡献 %2，对倍率的梯度 %3，尺度 %4</translation>
    </message>
    <message>
        <source>%1: part %2, gradient by the gate %3</source>
        <translation>%1：贡献 %2，对门控的梯度 %3</translation>
    </message>
</context>
<context>
    <name>TextDialogs</name>
    <message>
        <source>Quick start</source>
        <translation>快速入门</translation>
    </message>
    <message>
        <source>&lt;b&gt;Record or open.&lt;/b&gt; Press Ctrl+R and speak, press it again to end; or drop an audio file on the window. The words appear at the right, the experts&apos; gates in the middle.</source>
        <translation>&lt;b&gt;录音或打开。&lt;/b&gt;按 Ctrl+R 开始说话，再按一次结束；也可以把音频文件拖到窗口上。词语显示在右侧，专家的门控显示在中间。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Read the rows.&lt;/b&gt; Each row is one encoder layer, the deepest on top, on the same time axis as the sound. The colour says which expert is strongest, its saturation by how much. Expert numbers mean nothing across layers. Hatched time is padding.</source>
        <translation>&lt;b&gt;看懂各行。&lt;/b&gt;每一行是编码器的一层，最深层在上，与声音共用一个时间轴。颜色表示哪个专家最强，饱和度表示领先多少。专家编号在不同层之间没有可比性。画斜线的时间是填充。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Steer.&lt;/b&gt; Drag the bar in a row&apos;s header, or the master above. 1.00 is as trained. The gates follow at once, the words a moment later; what steering changed is marked in the transcript.</source>
        <translation>&lt;b&gt;引导。&lt;/b&gt;拖动行首的横条，或上方的总尺度。1.00 为训练值。门控立即跟随，词语稍后更新；引导改变的内容会在转写文本中标出。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Find anything.&lt;/b&gt; Ctrl+K searches all actions, F2 lists the keys, the right mouse button offers what can be done with the thing under it.</source>
        <translation>&lt;b&gt;查找任何功能。&lt;/b&gt;Ctrl+K 搜索所有操作，F2 列出按键，鼠标右键提供对指针下对象可做的操作。</translation>
    </message>
    <message>
        <source>About SteerScope</source>
        <translation>关于 SteerScope</translation>
    </message>
    <message>
        <source>See and steer what happens inside speech language models</source>
        <translation>观察并引导语音大语言模型的内部</translation>
    </message>
    <message>
        <source>The source code is under the MIT licence. This window links QCustomPlot and is therefore, as built, under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>源代码采用 MIT 许可证。本窗口链接了 QCustomPlot，因此构建后的程序采用 GNU 通用公共许可证第 3 版或更高版本，不提供任何担保。</translation>
    </message>
    <message>
        <source>Built on Qt %1 (LGPL 3), QCustomPlot (GPL 3+), libsndfile (LGPL 2.1+), soxr (LGPL 2.1+), PortAudio (MIT), KISS FFT (BSD), nlohmann JSON (MIT); the engine on LibTorch (BSD), PCRE2 (BSD) and utf8proc (MIT).</source>
        <translation>基于 Qt %1 (LGPL 3)、QCustomPlot (GPL 3+)、libsndfile (LGPL 2.1+)、soxr (LGPL 2.1+)、PortAudio (MIT)、KISS FFT (BSD)、nlohmann JSON (MIT)；引擎基于 LibTorch (BSD)、PCRE2 (BSD) 和 utf8proc (MIT)。</translation>
    </message>
    <message>
        <source>The shipped model was trained on Google Speech Commands (CC BY 4.0) and the Free Spoken Digit Dataset (CC BY-SA 4.0); its weights are under CC BY-SA 4.0. Its card lies beside it.</source>
        <translation>随附模型以 Google Speech Commands (CC BY 4.0) 和 Free Spoken Digit Dataset (CC BY-SA 4.0) 训练；其权重采用 CC BY-SA 4.0。模型说明卡与其放在一起。</translation>
    </message>
    <message>
        <source>Engine log</source>
        <translation>引擎日志</translation>
    </message>
    <message>
        <source>The engine has written nothing.</source>
        <translation>引擎没有写下任何内容。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>&lt;b&gt;Compare.&lt;/b&gt; X switches between the settings A and B, the key B takes all steering off, Ctrl+Z takes a change back. The line above the transcript shows how likely the target text is at this moment.</source>
        <translation>&lt;b&gt;对比。&lt;/b&gt;X 在设置 A 与 B 之间切换，按键 B 关闭全部引导，Ctrl+Z 撤销更改。转写文本上方的一行显示目标文本此刻的可能性。</translation>
    </message>
</context>
<context>
    <name>TrackHeaders</name>
    <message>
        <source>τ %1</source>
        <translation>τ %1</translation>
    </message>
    <message>
        <source>only E%1</source>
        <translation>仅 E%1</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>M</source>
        <comment>mute</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>S</source>
        <comment>solo</comment>
        <translation>S</translation>
    </message>
    <message>
        <source>c %1</source>
        <translation>c %1</translation>
    </message>
    <message>
        <source>push %1</source>
        <translation>推力 %1</translation>
    </message>
</context>
<context>
    <name>TrainingCurves</name>
    <message>
        <source>Share of waiting</source>
        <translation>等待占比</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Dev set</source>
        <translation>开发集</translation>
    </message>
    <message>
        <source>WER</source>
        <translation>词错误率</translation>
    </message>
    <message>
        <source>CER</source>
        <translation>字错误率</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
</context>
<context>
    <name>TrainingText</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>%1: %2 experts</source>
        <translation>%1：%2 个专家</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>尚未开始</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Process gone</source>
        <translation>进程已消失</translation>
    </message>
    <message>
        <source>time left %1</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>waiting for data %1</source>
        <translation>等待数据 %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>best dev WER %1 at step %2</source>
        <translation>开发集最佳词错误率 %1（第 %2 步）</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Trained parameters</source>
        <translation>训练的参数</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>%1 utterances, %2</source>
        <translation>%1 条语音，%2</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>%1, %2, %3 threads, %4 processes, seed %5</source>
        <translation>%1，%2，%3 个线程，%4 个进程，随机种子 %5</translation>
    </message>
    <message>
        <source>Continued from step</source>
        <translation>从此步继续</translation>
    </message>
    <message>
        <source>Last checkpoint at step</source>
        <translation>最近检查点所在步</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>结束原因</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>Notes, newest first</source>
        <translation>备注（最新在前）</translation>
    </message>
    <message>
        <source>Rows of manifests that were left out</source>
        <translation>清单中略去的行</translation>
    </message>
    <message>
        <source>Lines of the log that cannot be read</source>
        <translation>日志中无法读取的行</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>This model has an encoder only: it writes no words.</source>
        <translation>此模型只有编码器：不输出词语。</translation>
    </message>
    <message>
        <source>The words appear here.</source>
        <translation>词语将显示在这里。</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Mean %1, least sure: “%2” %3</source>
        <translation>平均 %1，最没把握：“%2” %3</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>&amp;Stop recording</source>
        <translation>停止录音(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>录音(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>P&amp;lay</source>
        <translation>播放(&amp;L)</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在录音</translation>
    </message>
</context>
<context>
    <name>steerscope::AskControls</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is asked of the model</source>
        <translation>向模型提出的问题</translation>
    </message>
    <message>
        <source>Scale sweep</source>
        <translation>尺度扫描</translation>
    </message>
    <message>
        <source>Ablation map</source>
        <translation>消融图</translation>
    </message>
    <message>
        <source>Heard or guessed</source>
        <translation>听到还是猜到</translation>
    </message>
    <message>
        <source>Attribution</source>
        <translation>归因</translation>
    </message>
    <message>
        <source>Fit scales</source>
        <translation>拟合尺度</translation>
    </message>
    <message>
        <source>Whole recording</source>
        <translation>整段录音</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask under the steering of this moment; turning it goes on meanwhile</source>
        <translation>在此刻的引导下提问；期间仍可继续调节</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Save the result as CSV or JSON</source>
        <translation>将结果保存为 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Right words (else: what the model says)</source>
        <translation>正确的词（否则取模型所说）</translation>
    </message>
    <message>
        <source>Right words</source>
        <translation>正确的词</translation>
    </message>
    <message>
        <source>Their log-probability is followed, errors are counted against them, and scales are fitted to them</source>
        <translation>跟踪其对数概率，以其计算错误，并据其拟合尺度</translation>
    </message>
    <message>
        <source>Ask about all audio windows; else about the one in view</source>
        <translation>针对所有音频窗口提问；否则仅针对可见窗口</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Swept</source>
        <translation>扫描对象</translation>
    </message>
    <message>
        <source>Whose scale is swept</source>
        <translation>扫描谁的尺度</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>总尺度</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>First scale</source>
        <translation>第一个尺度</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Last scale</source>
        <translation>最后一个尺度</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>How many scales, both ends included</source>
        <translation>尺度个数，含两端</translation>
    </message>
    <message>
        <source> points</source>
        <translation> 点</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>What becomes of an expert&apos;s gate</source>
        <translation>专家的门控变成什么</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Renormalise</source>
        <translation>重新归一</translation>
    </message>
    <message>
        <source>Mean gate</source>
        <translation>平均门控</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效应</translation>
    </message>
    <message>
        <source>Total: layers above route anew; direct: they keep the gates they had</source>
        <translation>总：上方各层重新路由；直接：保持原有门控</translation>
    </message>
    <message>
        <source>Total effect</source>
        <translation>总效应</translation>
    </message>
    <message>
        <source>Direct effect</source>
        <translation>直接效应</translation>
    </message>
    <message>
        <source>Whole text</source>
        <translation>整段文本</translation>
    </message>
    <message>
        <source>Word </source>
        <translation>词 </translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Which word of the text, counted from 1</source>
        <translation>文本中的第几个词，从 1 数起</translation>
    </message>
    <message>
        <source>Chosen layer</source>
        <translation>所选层</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>steerscope::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type a part of an action&apos;s name</source>
        <translation>输入操作名称的一部分</translation>
    </message>
    <message>
        <source>Action to look for</source>
        <translation>要查找的操作</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>steerscope::CompareView</name>
    <message>
        <source>Choose two or more runs in the history, then Compare shows them side by side.</source>
        <translation>在历史中选择两个或更多运行，“比较”会将它们并排显示。</translation>
    </message>
    <message>
        <source>Figures of the runs</source>
        <translation>各次运行的数值</translation>
    </message>
    <message>
        <source>Errors of each run, how long it took and what memory the engine held</source>
        <translation>每次运行的错误、用时以及引擎占用的内存</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>WER</source>
        <translation>词错误率</translation>
    </message>
    <message>
        <source>CER</source>
        <translation>字错误率</translation>
    </message>
    <message>
        <source>S</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>D</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>I</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Words of the runs</source>
        <translation>各次运行的文字</translation>
    </message>
    <message>
        <source>Marked: not in the first run. Struck out: only in the first run</source>
        <translation>标记：第一个运行中没有。删除线：只在第一个运行中有</translation>
    </message>
    <message>
        <source>The right words</source>
        <translation>正确的文字</translation>
    </message>
    <message>
        <source>Reference text</source>
        <translation>参考文本</translation>
    </message>
    <message>
        <source>What was really said; errors are counted against it. Kept with the recording</source>
        <translation>实际说的内容；错误以此为准计算，并随录音保存</translation>
    </message>
    <message>
        <source>Normaliser</source>
        <translation>规范化方式</translation>
    </message>
    <message>
        <source>What is done to both texts before their errors are counted</source>
        <translation>计算错误之前对两段文本所做的处理</translation>
    </message>
    <message>
        <source>Load...</source>
        <translation>载入...</translation>
    </message>
    <message>
        <source>Take the reference from a text, subtitle or TextGrid file</source>
        <translation>从文本、字幕或 TextGrid 文件读取参考文本</translation>
    </message>
    <message>
        <source>Add a text...</source>
        <translation>添加文本...</translation>
    </message>
    <message>
        <source>Lay the text of a file beside the runs</source>
        <translation>将文件中的文本与运行并排</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Go to the difference before</source>
        <translation>转到上一处差异</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Go to the next difference</source>
        <translation>转到下一处差异</translation>
    </message>
    <message>
        <source>expert </source>
        <translation>专家 </translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Whose gates are compared; at first the one that changed most</source>
        <translation>比较其门控的专家；起初为变化最大的一个</translation>
    </message>
    <message>
        <source>Errors against the reference, normaliser:</source>
        <translation>相对参考文本的错误，规范化方式：</translation>
    </message>
    <message>
        <source>Differences from the first run, normaliser:</source>
        <translation>相对第一个运行的差异，规范化方式：</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>No word differs</source>
        <translation>没有不同的词</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n 处差异</numerusform>
        </translation>
    </message>
    <message>
        <source>Difference %1 of %2</source>
        <translation>第 %1 处差异，共 %2 处</translation>
    </message>
    <message>
        <source>The runs have no steered layer in common</source>
        <translation>这些运行没有共同的引导层</translation>
    </message>
    <message>
        <source>Gate differences, up to ±%1</source>
        <translation>门控差异，最大 ±%1</translation>
    </message>
</context>
<context>
    <name>steerscope::CurveLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>steerscope::DetailPanel</name>
    <message>
        <source>Experts of the chosen layer over time</source>
        <translation>所选层的专家随时间的变化</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>堆叠</translation>
    </message>
    <message>
        <source>Shares on top of each other; together they are 1</source>
        <translation>份额彼此叠加；合计为 1</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>A line for each expert</source>
        <translation>每个专家一条曲线</translation>
    </message>
</context>
<context>
    <name>steerscope::DetailPlot</name>
    <message>
        <source>Layer in detail</source>
        <translation>层细节</translation>
    </message>
    <message>
        <source>No layer is selected</source>
        <translation>未选择层</translation>
    </message>
    <message>
        <source>%1: gates of its experts over the visible time (%2)</source>
        <translation>%1：其专家在可见时间内的门控（%2）</translation>
    </message>
    <message>
        <source>Click a layer&apos;s row to see its experts over time</source>
        <translation>点击一层所在的行，查看其专家随时间的变化</translation>
    </message>
</context>
<context>
    <name>steerscope::DeviceList</name>
    <message>
        <source>Default input</source>
        <translation>默认输入</translation>
    </message>
    <message>
        <source>%1 Hz, channels: %2</source>
        <translation>%1 Hz，声道：%2</translation>
    </message>
    <message>
        <source>Look for devices again</source>
        <translation>重新查找设备</translation>
    </message>
</context>
<context>
    <name>steerscope::EmptyPage</name>
    <message>
        <source>Speak, or open a recording</source>
        <translation>说话，或打开录音</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Samples:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>Open the sample %1</source>
        <translation>打开示例 %1</translation>
    </message>
    <message>
        <source>Let go to open the file</source>
        <translation>松开即可打开文件</translation>
    </message>
    <message>
        <source>The words appear at the right, the experts of every layer here. Files can be dropped anywhere.</source>
        <translation>词语显示在右侧，各层的专家显示在这里。文件可以拖放到任何位置。</translation>
    </message>
</context>
<context>
    <name>steerscope::EngineProcess</name>
    <message>
        <source>The engine sent something that is no answer: %1.</source>
        <translation>引擎发来的内容不是应答：%1。</translation>
    </message>
    <message>
        <source>The engine ended with exit code %1.</source>
        <translation>引擎已结束，退出码为 %1。</translation>
    </message>
    <message>
        <source>The engine was ended by signal %1 (%2).</source>
        <translation>引擎被信号 %1 (%2) 结束。</translation>
    </message>
    <message>
        <source>Perhaps the system ran out of memory.</source>
        <translation>可能是系统内存不足。</translation>
    </message>
    <message>
        <source>The engine cannot be started: %1: %2.</source>
        <translation>无法启动引擎：%1：%2。</translation>
    </message>
</context>
<context>
    <name>steerscope::EngineSession</name>
    <message>
        <source>The engine speaks version %1 of the protocol, this window version %2</source>
        <translation>引擎使用协议版本 %1，本窗口使用版本 %2</translation>
    </message>
    <message>
        <source>Install the same version of SteerScope on both sides</source>
        <translation>请在两端安装相同版本的 SteerScope</translation>
    </message>
    <message>
        <source>The run was stopped</source>
        <translation>运行已停止</translation>
    </message>
    <message numerus="yes">
        <source>The engine ended %n time(s) in a row</source>
        <translation>
            <numerusform>引擎连续结束了 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine cannot be started</source>
        <translation>无法启动引擎</translation>
    </message>
    <message>
        <source>Choose a smaller model, a smaller type or the CPU, then start the engine again</source>
        <translation>请选择更小的模型、更小的数据类型或 CPU，然后重新启动引擎</translation>
    </message>
    <message>
        <source>Install steerscope-engine beside this program, or name it in STEERSCOPE_ENGINE</source>
        <translation>请将 steerscope-engine 安装在本程序旁边，或在 STEERSCOPE_ENGINE 中指定</translation>
    </message>
    <message>
        <source>The engine ended while it was asked why</source>
        <translation>引擎在追问期间退出</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>请重新提问</translation>
    </message>
    <message>
        <source>There is nothing to ask about</source>
        <translation>没有可追问的内容</translation>
    </message>
    <message>
        <source>Load a model and open a recording first</source>
        <translation>请先加载模型并打开录音</translation>
    </message>
    <message>
        <source>Stopped before there was an answer</source>
        <translation>在得到答案之前已停止</translation>
    </message>
</context>
<context>
    <name>steerscope::ExpertPanel</name>
    <message>
        <source>Click a layer&apos;s row to see its experts here.</source>
        <translation>点击一层所在的行，在此查看其专家。</translation>
    </message>
    <message>
        <source>Experts of the selected layer</source>
        <translation>所选层的专家</translation>
    </message>
    <message>
        <source>Experts of layer %1</source>
        <translation>第 %1 层的专家</translation>
    </message>
</context>
<context>
    <name>steerscope::ExpertRow</name>
    <message>
        <source>E%1</source>
        <translation>E%1</translation>
    </message>
    <message>
        <source>M</source>
        <comment>mute</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute expert %1</source>
        <translation>静音专家 %1</translation>
    </message>
    <message>
        <source>Its applied gate is 0; the others stay as they are</source>
        <translation>其应用门控为 0；其他保持不变</translation>
    </message>
    <message>
        <source>S</source>
        <comment>solo</comment>
        <translation>S</translation>
    </message>
    <message>
        <source>Solo expert %1</source>
        <translation>独奏专家 %1</translation>
    </message>
    <message>
        <source>Every expert that is not soloed is muted</source>
        <translation>未独奏的专家全部静音</translation>
    </message>
    <message>
        <source>F</source>
        <comment>force</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>Force expert %1</source>
        <translation>强制专家 %1</translation>
    </message>
    <message>
        <source>This expert alone with gate 1, whatever the router says</source>
        <translation>无论路由器如何判断，仅此专家且门控为 1</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of expert %1</source>
        <translation>专家 %1 的名称</translation>
    </message>
    <message>
        <source>A name of your own for this expert of this layer</source>
        <translation>为此层的此专家自取的名称</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Mean gate of the router over frames with audio</source>
        <translation>路由器在有声帧上的平均门控</translation>
    </message>
</context>
<context>
    <name>steerscope::Exporter</name>
    <message>
        <source>steering</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Save transcript</source>
        <translation>保存转写文本</translation>
    </message>
    <message>
        <source>Text (*.txt);;Subtitles, SRT (*.srt);;Subtitles, WebVTT (*.vtt);;JSON (*.json);;Table (*.tsv)</source>
        <translation>文本 (*.txt);;SRT 字幕 (*.srt);;WebVTT 字幕 (*.vtt);;JSON (*.json);;表格 (*.tsv)</translation>
    </message>
    <message>
        <source>Save gates</source>
        <translation>保存门控</translation>
    </message>
    <message>
        <source>Safetensors (*.safetensors);;CSV (*.csv)</source>
        <translation>Safetensors (*.safetensors);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg)</source>
        <translation>PNG (*.png);;SVG (*.svg)</translation>
    </message>
    <message>
        <source>Save steering settings</source>
        <translation>保存引导设置</translation>
    </message>
    <message>
        <source>Steering settings (*.steerscope.json *.json)</source>
        <translation>引导设置 (*.steerscope.json *.json)</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Table (*.csv);;Everything (*.json)</source>
        <translation>表格 (*.csv);;全部 (*.json)</translation>
    </message>
</context>
<context>
    <name>steerscope::FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>在转写文本中查找</translation>
    </message>
    <message>
        <source>Words to look for; Enter goes on, Shift+Enter back, Escape closes</source>
        <translation>要查找的词语；Enter 下一个，Shift+Enter 上一个，Escape 关闭</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>steerscope::GateDifferenceMap</name>
    <message>
        <source>Gate difference</source>
        <translation>门控差异</translation>
    </message>
    <message>
        <source>Gate of the second run less that of the first: orange is more, blue is less</source>
        <translation>第二个运行的门控减去第一个的：橙色为更大，蓝色为更小</translation>
    </message>
    <message>
        <source>layer %1, %2 s: %3</source>
        <translation>第 %1 层，%2 秒：%3</translation>
    </message>
</context>
<context>
    <name>steerscope::GateLegend</name>
    <message>
        <source>Legend of the heatmap</source>
        <translation>热图图例</translation>
    </message>
    <message>
        <source>Hue: strongest expert; saturation: its margin to the second. Expert numbers and hues mean nothing across layers.</source>
        <translation>色相：最强专家；饱和度：对第二名的领先。专家编号和色相在不同层之间没有可比性。</translation>
    </message>
</context>
<context>
    <name>steerscope::GateRows</name>
    <message>
        <source>Expert gates</source>
        <translation>专家门控</translation>
    </message>
    <message>
        <source>A row a layer, time across; click a row or press Ctrl+Up and Ctrl+Down to select a layer</source>
        <translation>每行一层，横向为时间；点击一行或按 Ctrl+Up、Ctrl+Down 选择一层</translation>
    </message>
</context>
<context>
    <name>steerscope::HistoryController</name>
    <message>
        <source>The history was damaged. A new one was begun; the old one is kept as %1</source>
        <translation>历史已损坏。已新建一个；旧的保存为 %1</translation>
    </message>
    <message>
        <source>The last session was not ended properly. It is here again, up to its last second.</source>
        <translation>上次会话没有正常结束。它已恢复到最后一秒。</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>关闭它</translation>
    </message>
    <message>
        <source>This run is no longer in the history</source>
        <translation>此运行已不在历史中</translation>
    </message>
    <message>
        <source>restored state</source>
        <translation>恢复的状态</translation>
    </message>
    <message>
        <source>The model of this run, %1, is not here; the run is computed again with the one that is loaded</source>
        <translation>此运行的模型 %1 不在这里；将用已载入的模型重新计算</translation>
    </message>
</context>
<context>
    <name>steerscope::HistoryView</name>
    <message>
        <source>(no words)</source>
        <translation>（没有文字）</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Runs are kept here once their words stand.</source>
        <translation>文字确定之后，运行会保存在这里。</translation>
    </message>
    <message>
        <source>Search words, tags, notes</source>
        <translation>搜索文字、标签、备注</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Shows the runs that hold every word typed here</source>
        <translation>显示包含此处输入的每个词的运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Enter or a double click brings a run back as it was</source>
        <translation>回车或双击会将运行恢复原样</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags of the run</source>
        <translation>运行的标签</translation>
    </message>
    <message>
        <source>Words to find this run by</source>
        <translation>用于查找此运行的词</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes on the run</source>
        <translation>运行的备注</translation>
    </message>
    <message>
        <source>What you want to remember about this run</source>
        <translation>关于此运行要记住的内容</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open the recording, set the steering and show words and gates of this run; nothing is computed</source>
        <translation>打开录音，设置引导，并显示此运行的文字和门控；不做任何计算</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Mark this run as one to keep</source>
        <translation>将此运行标记为需保留</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Show the chosen runs side by side</source>
        <translation>将所选运行并排显示</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the chosen runs out of the history for good</source>
        <translation>将所选运行从历史中永久移除</translation>
    </message>
    <message>
        <source>Export as a session file...</source>
        <translation>导出为会话文件...</translation>
    </message>
</context>
<context>
    <name>steerscope::ImportDialog</name>
    <message>
        <source>Import model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>&amp;Checkpoint</source>
        <translation>检查点(&amp;C)</translation>
    </message>
    <message>
        <source>pytorch_model.bin of the trained steering</source>
        <translation>训练所得引导的 pytorch_model.bin</translation>
    </message>
    <message>
        <source>Checkpoints (*.bin *.safetensors);;All files (*)</source>
        <translation>检查点 (*.bin *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Encoder</source>
        <translation>编码器(&amp;E)</translation>
    </message>
    <message>
        <source>folder of the Whisper model, or its hub id</source>
        <translation>Whisper 模型的文件夹，或其 hub id</translation>
    </message>
    <message>
        <source>&amp;LLM</source>
        <translation>LLM(&amp;L)</translation>
    </message>
    <message>
        <source>folder of the language model, or its hub id</source>
        <translation>语言模型的文件夹，或其 hub id</translation>
    </message>
    <message>
        <source>Config (&amp;YAML)</source>
        <translation>配置 (&amp;YAML)</translation>
    </message>
    <message>
        <source>of the training; may be empty</source>
        <translation>训练所用；可为空</translation>
    </message>
    <message>
        <source>YAML (*.yaml *.yml);;All files (*)</source>
        <translation>YAML (*.yaml *.yml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>under which it is listed; empty: the checkpoint folder&apos;s</source>
        <translation>列表中的名称；为空则用检查点文件夹的名称</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>as the config says; else for example max,4@32 or none</source>
        <translation>依配置；否则例如 max,4@32 或 none</translation>
    </message>
    <message>
        <source>&amp;Pooling</source>
        <translation>池化(&amp;P)</translation>
    </message>
    <message>
        <source>Co&amp;py encoder and LLM too</source>
        <translation>同时复制编码器和 LLM(&amp;P)</translation>
    </message>
    <message>
        <source>Otherwise the model refers to them where they are</source>
        <translation>否则模型只引用它们的原位置</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>出了什么问题</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Browse for: %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Reading the checkpoint</source>
        <translation>正在读取检查点</translation>
    </message>
</context>
<context>
    <name>steerscope::KeySheet</name>
    <message>
        <source>Any view of the time axis</source>
        <translation>时间轴上的任何视图</translation>
    </message>
    <message>
        <source>wheel zooms, Shift+wheel or middle button pans, drag selects, click puts the cursor there</source>
        <translation>滚轮缩放，Shift+滚轮或中键平移，拖动选择，点击放置光标</translation>
    </message>
    <message>
        <source>Header of a layer</source>
        <translation>层的行首</translation>
    </message>
    <message>
        <source>drag sets the scale, across rows it paints, wheel steps, double click resets, typing a number sets it</source>
        <translation>拖动设置尺度，跨行拖动可连续涂绘，滚轮步进，双击重置，输入数字直接设置</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>the right button offers what can be done there</source>
        <translation>右键提供那里可做的操作</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>steerscope::LaneStack</name>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>The whole recording; drag the frame to move, its edges to zoom</source>
        <translation>整个录音；拖动方框移动，拖动边缘缩放</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Minutes and seconds in the recording</source>
        <translation>录音中的分与秒</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>The sound as the model hears it: 16 kHz, mono</source>
        <translation>模型听到的声音：16 kHz，单声道</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Log-mel features, the encoder&apos;s own input</source>
        <translation>对数梅尔特征，编码器自己的输入</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>The transcript of each audio window</source>
        <translation>每个音频窗口的转写文本</translation>
    </message>
</context>
<context>
    <name>steerscope::LanguageMenu</name>
    <message>
        <source>%1: from the next start on</source>
        <translation>%1：下次启动后生效</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>steerscope::LayerExpertMap</name>
    <message>
        <source>Layers and experts</source>
        <translation>层与专家</translation>
    </message>
    <message>
        <source>Each cell&apos;s number by layer (row) and expert (column); a star: other words</source>
        <translation>每格为某层（行）某专家（列）的数值；星号：词有不同</translation>
    </message>
</context>
<context>
    <name>steerscope::LevelMeter</name>
    <message>
        <source>Input level</source>
        <translation>输入电平</translation>
    </message>
    <message>
        <source>Nothing is recorded</source>
        <translation>没有在录音</translation>
    </message>
    <message>
        <source>Peak %1 dB, mean %2 dB</source>
        <translation>峰值 %1 dB，平均 %2 dB</translation>
    </message>
    <message>
        <source>; too loud: the signal was clipped (click to clear)</source>
        <translation>；声音过大：信号已削波（点击清除）</translation>
    </message>
    <message>
        <source>Input level. %1</source>
        <translation>输入电平。%1</translation>
    </message>
</context>
<context>
    <name>steerscope::LiveController</name>
    <message>
        <source>the course of steering cannot be written</source>
        <translation>无法写入引导过程</translation>
    </message>
    <message>
        <source>make room in that folder; the recording goes on</source>
        <translation>请在该文件夹中腾出空间；录音会继续</translation>
    </message>
</context>
<context>
    <name>steerscope::LoadRows</name>
    <message>
        <source>Expert load</source>
        <translation>专家负载</translation>
    </message>
    <message>
        <source>A row an expert, steps across: its mean gate against the equal share</source>
        <translation>每行一个专家，横向为步：平均门控相对均等份额</translation>
    </message>
    <message>
        <source>No gates yet</source>
        <translation>尚无门控</translation>
    </message>
</context>
<context>
    <name>steerscope::LoadScale</name>
    <message>
        <source>Colours of the expert load</source>
        <translation>专家负载的颜色</translation>
    </message>
    <message>
        <source>Blue: no frame at all, neutral: the equal share 1/E, orange: every frame</source>
        <translation>蓝：没有任何帧，中性：均等份额 1/E，橙：所有帧</translation>
    </message>
</context>
<context>
    <name>steerscope::MainWindow</name>
    <message>
        <source>Layer in detail</source>
        <translation>层细节</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>转写</translation>
    </message>
    <message>
        <source>A recording was not ended properly; it was kept.</source>
        <translation>有一个录音未正常结束；已保留。</translation>
    </message>
    <message>
        <source>%1 recordings were not ended properly; they were kept.</source>
        <translation>有 %1 个录音未正常结束；已保留。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在录音</translation>
    </message>
    <message>
        <source>Ask why</source>
        <translation>追问</translation>
    </message>
</context>
<context>
    <name>steerscope::ModelController</name>
    <message>
        <source>Shipped</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>Hugging Face 缓存</translation>
    </message>
    <message>
        <source>No model found</source>
        <translation>未找到模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>空闲 %1，共 %2</translation>
    </message>
    <message>
        <source>No GPU: %1</source>
        <translation>没有 GPU：%1</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
</context>
<context>
    <name>steerscope::ModelsDialog</name>
    <message>
        <source>%1 G</source>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>Hugging Face 缓存</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Steering</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Steered rows</source>
        <translation>引导的行</translation>
    </message>
    <message>
        <source>%1, up to %2 experts</source>
        <translation>%1 行，最多 %2 个专家</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>%1 layers, width %2, %3 heads, %4 mel bins, window %5 s</source>
        <translation>%1 层，宽度 %2，%3 个头，%4 个梅尔频带，窗口 %5 秒</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>LLM</source>
        <translation>LLM</translation>
    </message>
    <message>
        <source>%1, %2 layers, width %3, %4 tokens</source>
        <translation>%1，%2 层，宽度 %3，%4 个词元</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>encoder %1, LLM %2, projection %3, vectors %4, routers %5, scales %6</source>
        <translation>编码器 %1，LLM %2，投影 %3，向量 %4，路由器 %5，尺度 %6</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What is in the model</source>
        <translation>模型的内容</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>加载(&amp;L)</translation>
    </message>
    <message>
        <source>Load the chosen model</source>
        <translation>加载所选模型</translation>
    </message>
    <message>
        <source>&amp;Unload</source>
        <translation>卸载(&amp;U)</translation>
    </message>
    <message>
        <source>Give the model&apos;s memory back</source>
        <translation>释放模型占用的内存</translation>
    </message>
    <message>
        <source>&amp;Import...</source>
        <translation>导入(&amp;I)...</translation>
    </message>
    <message>
        <source>Make a model from an encoder, an LLM and a checkpoint</source>
        <translation>由编码器、LLM 和检查点组成一个模型</translation>
    </message>
    <message>
        <source>Other &amp;folder...</source>
        <translation>其他文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>Look at a model folder that is not in the list</source>
        <translation>查看不在列表中的模型文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this dialog</source>
        <translation>关闭此对话框</translation>
    </message>
    <message>
        <source>%1 · loaded</source>
        <translation>%1 · 已加载</translation>
    </message>
    <message>
        <source>%1: %2 of %3 free</source>
        <translation>%1：空闲 %2，共 %3</translation>
    </message>
    <message>
        <source>the loaded model&apos;s weights: %1</source>
        <translation>已加载模型的权重：%1</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Chosen folder</source>
        <translation>所选文件夹</translation>
    </message>
</context>
<context>
    <name>steerscope::NoticeBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>What failed, where, and what can be done; can be selected and copied</source>
        <translation>什么失败了、在哪里、可以做什么；可选中并复制</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>补救</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>复制此消息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>steerscope::OverviewLane</name>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>The whole recording; the frame is what the lanes below show</source>
        <translation>整个录音；方框为下方各视图所显示的部分</translation>
    </message>
    <message>
        <source>Drag the frame to move along the recording, its edges to zoom; double-click shows everything</source>
        <translation>拖动方框沿录音移动，拖动边缘缩放；双击显示全部</translation>
    </message>
</context>
<context>
    <name>steerscope::Presets</name>
    <message>
        <source>No presets yet</source>
        <translation>还没有预设</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>steerscope::PromptBar</name>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>top-k %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>repetition %1</source>
        <translation>重复惩罚 %1</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>The text after the audio; taken as it stands, spaces at its end too</source>
        <translation>音频之后的文本；原样使用，包括末尾的空格</translation>
    </message>
    <message>
        <source>Prompt text</source>
        <translation>提示词文本</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Model&apos;s own</source>
        <translation>模型自带</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>seed </source>
        <comment>before a number</comment>
        <translation>种子 </translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens</source>
        <translation>相同的种子得到相同的词元</translation>
    </message>
    <message>
        <source>Token limit</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Most tokens for each audio window; 0: the model&apos;s own limit</source>
        <translation>每个音频窗口的最多词元数；0：模型自己的上限</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Greedy takes the likeliest token; the model&apos;s own draws as its files say</source>
        <translation>贪心取最可能的词元；模型自带则按其文件所述抽样</translation>
    </message>
    <message>
        <source>Greedy takes the likeliest token; the model&apos;s own: %1</source>
        <translation>贪心取最可能的词元；模型自带：%1</translation>
    </message>
    <message>
        <source>model&apos;s own, %1</source>
        <translation>模型自带，%1</translation>
    </message>
    <message>
        <source>model&apos;s own</source>
        <translation>模型自带</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Only where someone speaks</source>
        <translation>仅限有人说话处</translation>
    </message>
    <message>
        <source>Silence, noise and tones get no words, and long recordings are cut in pauses</source>
        <translation>静音、噪声和乐音不产生文字，长录音在停顿处切分</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>steerscope::RecentFiles</name>
    <message>
        <source>Nothing opened yet</source>
        <translation>还没有打开过文件</translation>
    </message>
    <message>
        <source>Forget these files</source>
        <translation>忘记这些文件</translation>
    </message>
</context>
<context>
    <name>steerscope::RecordingController</name>
    <message>
        <source>samples lost while recording: %1</source>
        <translation>录音时丢失的采样数：%1</translation>
    </message>
    <message>
        <source>the recording goes on; close other programs that use much processor time</source>
        <translation>录音仍在继续；请关闭占用处理器较多的其他程序</translation>
    </message>
    <message>
        <source>the recording ended</source>
        <translation>录音已结束</translation>
    </message>
</context>
<context>
    <name>steerscope::ReportBrowser</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The report of an experiment; links open its tables and pictures</source>
        <translation>实验报告；链接打开其中的表格和图片</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
</context>
<context>
    <name>steerscope::ReportView</name>
    <message>
        <source>Report folder</source>
        <translation>报告文件夹</translation>
    </message>
    <message>
        <source>Report folders that were opened here</source>
        <translation>在此打开过的报告文件夹</translation>
    </message>
    <message>
        <source>Files of the report</source>
        <translation>报告中的文件</translation>
    </message>
    <message>
        <source>The text, its tables and its pictures</source>
        <translation>正文、表格和图片</translation>
    </message>
    <message>
        <source>Open the report folder that steerscope-cli experiment made.</source>
        <translation>打开 steerscope-cli experiment 生成的报告文件夹。</translation>
    </message>
    <message>
        <source>Open &amp;report...</source>
        <translation>打开报告(&amp;R)...</translation>
    </message>
    <message>
        <source>Open the report folder of an experiment</source>
        <translation>打开实验的报告文件夹</translation>
    </message>
    <message>
        <source>There is no report in %1.</source>
        <translation>%1 中没有报告。</translation>
    </message>
</context>
<context>
    <name>steerscope::RulerLane</name>
    <message>
        <source>Time ruler</source>
        <translation>时间标尺</translation>
    </message>
    <message>
        <source>Times of the visible part of the recording; click to move the play cursor</source>
        <translation>录音可见部分的时间；点击移动播放光标</translation>
    </message>
</context>
<context>
    <name>steerscope::RunList</name>
    <message>
        <source>the folder is gone</source>
        <translation>文件夹已不存在</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 / %3</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Run folders that were opened or started here</source>
        <translation>在此打开或开始的运行文件夹</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Take it off this list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>steerscope::SampleList</name>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1: WER %2</source>
        <translation>%1：词错误率 %2</translation>
    </message>
    <message>
        <source>%1, best so far</source>
        <translation>%1，目前最佳</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评测</translation>
    </message>
    <message>
        <source>Which evaluation&apos;s transcripts are shown</source>
        <translation>显示哪一次评测的转写</translation>
    </message>
    <message>
        <source>Sample transcripts</source>
        <translation>转写样本</translation>
    </message>
    <message>
        <source>Recordings of the dev set: what was said, and what the model wrote</source>
        <translation>开发集录音：所说内容与模型所写内容</translation>
    </message>
    <message>
        <source>Transcripts appear here after the first evaluation.</source>
        <translation>首次评测后在此显示转写。</translation>
    </message>
    <message>
        <source>said:</source>
        <translation>所说：</translation>
    </message>
    <message>
        <source>%1, said:</source>
        <translation>%1，所说：</translation>
    </message>
    <message>
        <source>written, the same:</source>
        <translation>所写，相同：</translation>
    </message>
    <message>
        <source>written:</source>
        <translation>所写：</translation>
    </message>
</context>
<context>
    <name>steerscope::ScreenshotJob</name>
    <message>
        <source>the runs were not done after %1 s</source>
        <translation>运行在 %1 秒后仍未完成</translation>
    </message>
</context>
<context>
    <name>steerscope::SegmentText</name>
    <message>
        <source>Where each piece begins, in seconds; click to go there</source>
        <translation>每一段的开始时间（秒）；点击跳转</translation>
    </message>
    <message>
        <source>“%1”  %2, log-probability %3</source>
        <translation>“%1”  %2，对数概率 %3</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
</context>
<context>
    <name>steerscope::SpectrogramLane</name>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Log-mel features, the model&apos;s own input, 10 ms a column, low frequencies at the bottom</source>
        <translation>对数梅尔特征，模型自己的输入，每列 10 毫秒，低频在下</translation>
    </message>
</context>
<context>
    <name>steerscope::StartTrainingDialog</name>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>&amp;Configuration</source>
        <translation>配置(&amp;C)</translation>
    </message>
    <message>
        <source>JSON file of steerscope-cli train</source>
        <translation>steerscope-cli train 的 JSON 文件</translation>
    </message>
    <message>
        <source>Run &amp;folder</source>
        <translation>运行文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>a folder that is free</source>
        <translation>一个空闲的文件夹</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>出了什么问题</translation>
    </message>
    <message>
        <source>The training runs in a process of its own and goes on when the window is closed.</source>
        <translation>训练在独立的进程中运行，关闭窗口后继续。</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Browse for: %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Configurations (*.json);;All files (*)</source>
        <translation>配置 (*.json);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>steerscope::StatusFields</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 x real time</source>
        <translation>%1 倍实时</translation>
    </message>
    <message>
        <source>encoded in %1</source>
        <translation>编码用时 %1</translation>
    </message>
    <message>
        <source>%1 (all reused)</source>
        <translation>%1（全部复用）</translation>
    </message>
    <message>
        <source>%1 (layer %2 again)</source>
        <translation>%1（重算第 %2 层）</translation>
    </message>
    <message>
        <source>%1 (layers %2-%3 again)</source>
        <translation>%1（重算第 %2-%3 层）</translation>
    </message>
    <message>
        <source>decoded 1 token in %1</source>
        <translation>解码 1 个词元用时 %1</translation>
    </message>
    <message>
        <source>decoded %1 tokens in %2</source>
        <translation>解码 %1 个词元用时 %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop (Ctrl+.)</source>
        <translation>停止 (Ctrl+.)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>Why this device: %1</source>
        <translation>为何使用此设备：%1</translation>
    </message>
    <message>
        <source>Memory the engine holds; %1 are free on the device</source>
        <translation>引擎占用的内存；设备上空闲 %1</translation>
    </message>
    <message>
        <source>Activation cache: %1; encoder layers computed: %2, taken from it: %3</source>
        <translation>激活缓存：%1；计算的编码器层：%2，取自缓存：%3</translation>
    </message>
    <message>
        <source>%1 tokens a second; %2 positions of the prompt were kept</source>
        <translation>每秒 %1 个词元；保留了提示词的 %2 个位置</translation>
    </message>
    <message>
        <source>decoded %1 tokens in %2, %3 of them only confirmed</source>
        <translation>解码 %1 个词元用时 %2，其中 %3 个只作确认</translation>
    </message>
</context>
<context>
    <name>steerscope::SteeringBar</name>
    <message>
        <source>All layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>早期</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中期</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>后期</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>末期</translation>
    </message>
    <message>
        <source>%1, no steered layer</source>
        <translation>%1，没有引导的层</translation>
    </message>
    <message>
        <source>%1, layer %2</source>
        <translation>%1，第 %2 层</translation>
    </message>
    <message>
        <source>%1, layers %2-%3</source>
        <translation>%1，第 %2-%3 层</translation>
    </message>
    <message>
        <source>Steering</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Setting A</source>
        <translation>设置 A</translation>
    </message>
    <message>
        <source>Look at setting A</source>
        <translation>查看设置 A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Setting B</source>
        <translation>设置 B</translation>
    </message>
    <message>
        <source>Look at setting B</source>
        <translation>查看设置 B</translation>
    </message>
    <message>
        <source>Copy to the other setting</source>
        <translation>复制到另一组设置</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Steering off</source>
        <translation>关闭引导</translation>
    </message>
    <message>
        <source>Switch all steering off: the plain encoder</source>
        <translation>关闭全部引导：原始编码器</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>总尺度</translation>
    </message>
    <message>
        <source>Master scale</source>
        <translation>总尺度</translation>
    </message>
    <message>
        <source>Multiplies the scale of every layer. Drag, wheel or arrow keys; Shift is finer; double click: 1.00</source>
        <translation>与每一层的尺度相乘。拖动、滚轮或方向键；按住 Shift 更精细；双击：1.00</translation>
    </message>
    <message>
        <source>Master scale, typed</source>
        <translation>总尺度，键入</translation>
    </message>
    <message>
        <source>Type the master scale; the bar shows -2 to 2, typing goes beyond</source>
        <translation>键入总尺度；横条显示 -2 到 2，键入可以超出</translation>
    </message>
    <message>
        <source>What the rows show</source>
        <translation>各行显示的内容</translation>
    </message>
    <message>
        <source>What the colours of the rows stand for</source>
        <translation>各行颜色的含义</translation>
    </message>
    <message>
        <source>Strongest expert</source>
        <translation>最强专家</translation>
    </message>
    <message>
        <source>Gate of one expert</source>
        <translation>单个专家的门控</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>推力</translation>
    </message>
    <message>
        <source>Deviation from 1/E</source>
        <translation>与 1/E 的偏差</translation>
    </message>
    <message>
        <source>Expert shown</source>
        <translation>所示专家</translation>
    </message>
    <message>
        <source>Which expert&apos;s gate the rows show</source>
        <translation>各行显示哪个专家的门控</translation>
    </message>
    <message>
        <source>E</source>
        <comment>expert number</comment>
        <translation>E</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>层组</translation>
    </message>
    <message>
        <source>Groups of layers</source>
        <translation>层的分组</translation>
    </message>
    <message>
        <source>Set the multiplier of all, early, middle, late or final layers</source>
        <translation>设置全部、早期、中期、后期或末期层的倍数</translation>
    </message>
    <message>
        <source>Multiplier of the group</source>
        <translation>该组的倍数</translation>
    </message>
    <message>
        <source>Type a number; Enter takes it, Escape leaves it</source>
        <translation>键入数字；Enter 采用，Escape 放弃</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Choose a preset to apply it, or type a name and save</source>
        <translation>选择预设即应用，或键入名称并保存</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设的名称</translation>
    </message>
    <message>
        <source>+</source>
        <comment>save preset</comment>
        <translation>+</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Keep the steering of this moment under this name</source>
        <translation>以此名称保存此刻的引导</translation>
    </message>
    <message>
        <source>-</source>
        <comment>remove preset</comment>
        <translation>-</translation>
    </message>
    <message>
        <source>Remove preset</source>
        <translation>移除预设</translation>
    </message>
    <message>
        <source>Remove the preset of this name</source>
        <translation>移除此名称的预设</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset steering</source>
        <translation>重置引导</translation>
    </message>
    <message>
        <source>Everything as trained</source>
        <translation>全部恢复为训练值</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last change of the steering</source>
        <translation>撤回上一次引导更改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Bring back the change that was undone</source>
        <translation>恢复被撤销的更改</translation>
    </message>
    <message>
        <source>B&gt;A</source>
        <translation>B&gt;A</translation>
    </message>
    <message>
        <source>A&gt;B</source>
        <translation>A&gt;B</translation>
    </message>
    <message>
        <source>Make setting A equal to B</source>
        <translation>使设置 A 与 B 相同</translation>
    </message>
    <message>
        <source>Make setting B equal to A</source>
        <translation>使设置 B 与 A 相同</translation>
    </message>
    <message>
        <source>Nothing to steer: open a model with steering first</source>
        <translation>没有可引导的内容：请先打开带引导的模型</translation>
    </message>
    <message>
        <source>As trained</source>
        <translation>训练值</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
</context>
<context>
    <name>steerscope::SteeringModel</name>
    <message>
        <source>This model cannot take all of it; left out at layers %1</source>
        <translation>此模型不能全部采用；以下层被略去：%1</translation>
    </message>
    <message>
        <source>Master scale</source>
        <translation>总尺度</translation>
    </message>
    <message>
        <source>Steering off</source>
        <translation>关闭引导</translation>
    </message>
    <message>
        <source>Steering on</source>
        <translation>打开引导</translation>
    </message>
    <message>
        <source>Scale of layer %1</source>
        <translation>第 %1 层的尺度</translation>
    </message>
    <message>
        <source>Absolute scale of layer %1</source>
        <translation>第 %1 层的绝对尺度</translation>
    </message>
    <message>
        <source>Temperature of layer %1</source>
        <translation>第 %1 层的温度</translation>
    </message>
    <message>
        <source>Mute layer %1</source>
        <translation>静音第 %1 层</translation>
    </message>
    <message>
        <source>Solo layer %1</source>
        <translation>独奏第 %1 层</translation>
    </message>
    <message>
        <source>Mute expert %1 of layer %2</source>
        <translation>静音第 %2 层的专家 %1</translation>
    </message>
    <message>
        <source>Solo expert %1 of layer %2</source>
        <translation>独奏第 %2 层的专家 %1</translation>
    </message>
    <message>
        <source>Force expert %1 of layer %2</source>
        <translation>强制第 %2 层的专家 %1</translation>
    </message>
    <message>
        <source>Force no expert of layer %1</source>
        <translation>不强制第 %1 层的任何专家</translation>
    </message>
    <message>
        <source>Scale of a group of layers</source>
        <translation>一组层的尺度</translation>
    </message>
    <message>
        <source>Reset a group of layers</source>
        <translation>重置一组层</translation>
    </message>
    <message>
        <source>Copy layer %1 to all</source>
        <translation>将第 %1 层复制到所有层</translation>
    </message>
    <message>
        <source>Reset layer %1</source>
        <translation>重置第 %1 层</translation>
    </message>
    <message>
        <source>Reset steering</source>
        <translation>重置引导</translation>
    </message>
    <message>
        <source>Copy A to B</source>
        <translation>将 A 复制到 B</translation>
    </message>
    <message>
        <source>Copy B to A</source>
        <translation>将 B 复制到 A</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>预设 %1</translation>
    </message>
</context>
<context>
    <name>steerscope::StepRuler</name>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Steps of the training; the mark is the best model so far</source>
        <translation>训练的步；标记处为目前最佳模型</translation>
    </message>
    <message>
        <source>Turn the wheel to come closer, drag to select steps, F shows all</source>
        <translation>滚轮缩放，拖动选择步，F 显示全部</translation>
    </message>
</context>
<context>
    <name>steerscope::StudyView</name>
    <message>
        <source>Ask, and the answer appears here. It stays until the recording or the model changes</source>
        <translation>提问后答案显示在此处，保留到录音或模型改变为止</translation>
    </message>
    <message>
        <source>Attribution by layer and expert</source>
        <translation>按层与专家的归因</translation>
    </message>
    <message>
        <source>Each layer&apos;s and expert&apos;s part of what steering does; a click chooses the layer</source>
        <translation>各层与各专家在引导作用中的贡献；点击选择该层</translation>
    </message>
    <message>
        <source>Ablation by layer and expert</source>
        <translation>按层与专家的消融</translation>
    </message>
    <message>
        <source>What becomes of log p without this layer or expert; a click mutes it, another brings it back</source>
        <translation>去掉该层或专家后 log p 的变化；点击静音，再次点击恢复</translation>
    </message>
    <message>
        <source>Heard or guessed</source>
        <translation>听到还是猜到</translation>
    </message>
    <message>
        <source>Blue: guessed from the words before; orange: heard</source>
        <translation>蓝：由前文猜到；橙：听到</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>听到</translation>
    </message>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>With silence</source>
        <translation>以静音代替</translation>
    </message>
    <message>
        <source>Heard, steering removed</source>
        <translation>听到（去除引导）</translation>
    </message>
    <message>
        <source>Proposed multipliers</source>
        <translation>建议的倍率</translation>
    </message>
    <message>
        <source>What the proposal changes</source>
        <translation>建议所作的更改</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>Apply the proposal</source>
        <translation>应用建议</translation>
    </message>
    <message>
        <source>Steer as proposed; one step of undo takes it back</source>
        <translation>按建议引导；撤销一步即可恢复</translation>
    </message>
    <message>
        <source>No setting does this: only removing, with its total effect, can be applied</source>
        <translation>没有设置能做到：只有移除（总效应）可以应用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>the steering has changed since</source>
        <translation>此后引导已更改</translation>
    </message>
    <message>
        <source>word errors (%1) %2 % → %3 %</source>
        <translation>词错误率（%1）%2 % → %3 %</translation>
    </message>
</context>
<context>
    <name>steerscope::SweepPlot</name>
    <message>
        <source>Scale sweep</source>
        <translation>尺度扫描</translation>
    </message>
    <message>
        <source>Log-probability and errors over the scale; bars: where each word stands.
Triangles: flips, filled where the word flips by itself. A click sets the scale</source>
        <translation>随尺度变化的对数概率与错误；横条：各词成立之处。
三角：翻转，实心为词自身翻转。点击设定该尺度</translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation>
            <numerusform>%n 个点</numerusform>
        </translation>
    </message>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>master scale</source>
        <translation>总尺度</translation>
    </message>
    <message>
        <source>multiplier of the chosen layers</source>
        <translation>所选层的倍率</translation>
    </message>
    <message>
        <source>errors, % (%1)</source>
        <translation>错误，%（%1）</translation>
    </message>
</context>
<context>
    <name>steerscope::TargetLine</name>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The right words, to see how likely they are</source>
        <translation>正确的词语，用以查看其可能性</translation>
    </message>
    <message>
        <source>Target text</source>
        <translation>目标文本</translation>
    </message>
    <message>
        <source>How likely is this text under the steering of this moment? Type the right words.</source>
        <translation>此文本在此刻的引导下有多大可能？请键入正确的词语。</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>转写</translation>
    </message>
    <message>
        <source>Take the transcript as target</source>
        <translation>以转写文本为目标</translation>
    </message>
    <message>
        <source>Follow the last settled transcript again</source>
        <translation>重新跟随最近完成的转写文本</translation>
    </message>
    <message>
        <source>Log-probability of the target: natural logarithm, summed over its tokens and the end</source>
        <translation>目标的对数概率：自然对数，对其词元和结束符求和</translation>
    </message>
    <message>
        <source>Log-probability of the target</source>
        <translation>目标的对数概率</translation>
    </message>
    <message>
        <source>Change to the value as trained; above 0: steering makes the target likelier</source>
        <translation>相对于训练值的变化；大于 0：引导使目标更有可能</translation>
    </message>
    <message>
        <source>Change to as trained</source>
        <translation>相对训练值的变化</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
</context>
<context>
    <name>steerscope::TimeReadout</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Cursor and length of the recording</source>
        <translation>光标与录音长度</translation>
    </message>
</context>
<context>
    <name>steerscope::TopBar</name>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Which input records</source>
        <translation>用哪个输入录音</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Which model runs</source>
        <translation>运行哪个模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where it runs, in which precision</source>
        <translation>在哪里运行，使用何种精度</translation>
    </message>
    <message>
        <source>Which input records: %1</source>
        <translation>用哪个输入录音：%1</translation>
    </message>
    <message>
        <source>Which model runs: %1</source>
        <translation>运行哪个模型：%1</translation>
    </message>
    <message>
        <source>Where it runs, in which precision: %1</source>
        <translation>在哪里运行，使用何种精度：%1</translation>
    </message>
</context>
<context>
    <name>steerscope::TrackHeaders</name>
    <message>
        <source>Steering of the layers</source>
        <translation>各层的引导</translation>
    </message>
    <message>
        <source>Value of a layer</source>
        <translation>层的数值</translation>
    </message>
    <message>
        <source>Type a number; Enter takes it, Escape leaves it</source>
        <translation>键入数字；Enter 采用，Escape 放弃</translation>
    </message>
    <message>
        <source>Absolute scale of layer %1</source>
        <translation>第 %1 层的绝对尺度</translation>
    </message>
    <message>
        <source>Temperature of layer %1</source>
        <translation>第 %1 层的温度</translation>
    </message>
    <message>
        <source>Multiplier of layer %1</source>
        <translation>第 %1 层的倍数</translation>
    </message>
    <message>
        <source>Layer %1: absolute scale %2</source>
        <translation>第 %1 层：绝对尺度 %2</translation>
    </message>
    <message>
        <source>Layer %1: %2 times the trained %3</source>
        <translation>第 %1 层：训练值 %3 的 %2 倍</translation>
    </message>
    <message>
        <source>, effective scale %1</source>
        <translation>，有效尺度 %1</translation>
    </message>
    <message>
        <source>, median push %1</source>
        <translation>，推力中位数 %1</translation>
    </message>
    <message>
        <source>, temperature %1</source>
        <translation>，温度 %1</translation>
    </message>
    <message>
        <source>, muted</source>
        <translation>，已静音</translation>
    </message>
    <message>
        <source>, solo</source>
        <translation>，独奏</translation>
    </message>
    <message>
        <source>Mute this layer; drag across rows for several</source>
        <translation>静音此层；跨行拖动可设置多层</translation>
    </message>
    <message>
        <source>Solo this layer; with Ctrl, this one alone</source>
        <translation>独奏此层；按住 Ctrl 则仅此一层</translation>
    </message>
    <message>
        <source>Drag to set, down to paint, double click to reset, type a number</source>
        <translation>横向拖动设置，向下拖动涂绘，双击重置，键入数字</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Mute layers</source>
        <translation>静音多层</translation>
    </message>
    <message>
        <source>Unmute layers</source>
        <translation>取消多层静音</translation>
    </message>
    <message>
        <source>Solo layers</source>
        <translation>独奏多层</translation>
    </message>
    <message>
        <source>Unsolo layers</source>
        <translation>取消多层独奏</translation>
    </message>
    <message>
        <source>Paint scales</source>
        <translation>涂绘尺度</translation>
    </message>
    <message>
        <source>Scale of layer %1</source>
        <translation>第 %1 层的尺度</translation>
    </message>
</context>
<context>
    <name>steerscope::TrainingHeader</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>End the training at its next step; it can be continued later</source>
        <translation>在下一步结束训练；以后可以继续</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Pausing at the next step</source>
        <translation>将在下一步暂停</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>正在继续</translation>
    </message>
    <message>
        <source>Stopping at the next step</source>
        <translation>将在下一步停止</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 / %2 步</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>Start the training again; it goes on from its last checkpoint</source>
        <translation>重新启动训练；从最近的检查点继续</translation>
    </message>
    <message>
        <source>Let the training go on</source>
        <translation>让训练继续</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Hold the training at its next step; its memory stays taken</source>
        <translation>在下一步暂停训练；占用的内存不释放</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Figures of the training</source>
        <translation>训练的数值</translation>
    </message>
</context>
<context>
    <name>steerscope::TrainingView</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start the training again; it goes on from its last checkpoint</source>
        <translation>重新启动训练；从最近的检查点继续</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Show the loss on a logarithmic axis</source>
        <translation>以对数轴显示损失</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norms</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Quantity of each step</source>
        <translation>每步的量</translation>
    </message>
    <message>
        <source>What this lane shows of each step</source>
        <translation>此行显示每步的哪个量</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>尺度</translation>
    </message>
    <message>
        <source>Vector norms</source>
        <translation>向量范数</translation>
    </message>
    <message>
        <source>Entropy of use</source>
        <translation>使用熵</translation>
    </message>
    <message>
        <source>Entropy of frames</source>
        <translation>逐帧熵</translation>
    </message>
    <message>
        <source>Quantity of each layer</source>
        <translation>每层的量</translation>
    </message>
    <message>
        <source>What this lane shows of each steered layer</source>
        <translation>此行显示每个引导层的哪个量</translation>
    </message>
    <message>
        <source>Layer whose experts are shown</source>
        <translation>显示其专家的层</translation>
    </message>
    <message>
        <source>Whose experts this lane shows</source>
        <translation>此行显示哪一层的专家</translation>
    </message>
    <message>
        <source>Loss of each step and its mean over the neighbouring steps; points: loss on the dev set</source>
        <translation>每步的损失及其邻近步的均值；圆点：开发集损失</translation>
    </message>
    <message>
        <source>Errors on the dev set</source>
        <translation>开发集错误率</translation>
    </message>
    <message>
        <source>Word and character error rate at each evaluation</source>
        <translation>每次评测的词错误率和字错误率</translation>
    </message>
    <message>
        <source>Steps in detail</source>
        <translation>步的细节</translation>
    </message>
    <message>
        <source>Means over neighbouring steps, by group of parameters</source>
        <translation>邻近步的均值，按参数组</translation>
    </message>
    <message>
        <source>Steered layers</source>
        <translation>引导层</translation>
    </message>
    <message>
        <source>A curve for each steered layer, the lowest the darkest</source>
        <translation>每个引导层一条曲线，最低层颜色最深</translation>
    </message>
    <message>
        <source>Expert load</source>
        <translation>专家负载</translation>
    </message>
    <message>
        <source>A row an expert: its mean gate against the equal share 1/E; blue: less, orange: more</source>
        <translation>每行一个专家：平均门控相对均等份额 1/E；蓝：较少，橙：较多</translation>
    </message>
    <message>
        <source>The loss appears with the first step.</source>
        <translation>第一步之后显示损失。</translation>
    </message>
    <message>
        <source>No evaluation on the dev set yet.</source>
        <translation>尚未在开发集上评测。</translation>
    </message>
    <message>
        <source>The log says nothing of this.</source>
        <translation>日志中没有此项。</translation>
    </message>
    <message>
        <source>Details of the training</source>
        <translation>训练的细节</translation>
    </message>
    <message>
        <source>What is trained, on what, and what was left out</source>
        <translation>训练什么、用什么数据、略去了什么</translation>
    </message>
    <message>
        <source>Samples and details</source>
        <translation>样本与细节</translation>
    </message>
    <message>
        <source>What the training writes, and what it is</source>
        <translation>训练写出的内容及其说明</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>The training failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>The training&apos;s process is gone without a word</source>
        <translation>训练进程已消失，没有留下消息</translation>
    </message>
    <message>
        <source>It can be started again; there is no checkpoint yet.</source>
        <translation>可以重新开始；尚无检查点。</translation>
    </message>
    <message>
        <source>It can go on from its checkpoint at step %1.</source>
        <translation>可以从第 %1 步的检查点继续。</translation>
    </message>
    <message>
        <source>Zoom to the selected steps</source>
        <translation>放大到所选的步</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>清除选择</translation>
    </message>
    <message>
        <source>Show all steps</source>
        <translation>显示所有步</translation>
    </message>
    <message>
        <source>Appears with the first step.</source>
        <translation>第一步之后显示。</translation>
    </message>
</context>
<context>
    <name>steerscope::TrainingsWindow</name>
    <message>
        <source>Trainings</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Trainings and reports</source>
        <translation>训练与报告</translation>
    </message>
    <message>
        <source>Trainings that run or ran, and reports of experiments</source>
        <translation>正在运行或已结束的训练，以及实验报告</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Start &amp;training...</source>
        <translation>开始训练(&amp;T)...</translation>
    </message>
    <message>
        <source>Start a training from a configuration; it outlives the window</source>
        <translation>按配置开始训练；关闭窗口后训练继续</translation>
    </message>
    <message>
        <source>Open run &amp;folder...</source>
        <translation>打开运行文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>Open the folder of a training that runs or ran</source>
        <translation>打开正在运行或已结束的训练的文件夹</translation>
    </message>
    <message>
        <source>Choose a training at the left, open a run folder, or start a training.
It runs in a process of its own: closing this window does not end it.</source>
        <translation>在左侧选择训练，打开运行文件夹，或开始训练。
训练在独立的进程中运行：关闭此窗口不会结束训练。</translation>
    </message>
    <message>
        <source>There is no training in this folder</source>
        <translation>此文件夹中没有训练</translation>
    </message>
    <message>
        <source>choose the folder that holds log.jsonl</source>
        <translation>请选择包含 log.jsonl 的文件夹</translation>
    </message>
    <message>
        <source>%1 - Trainings</source>
        <translation>%1 - 训练</translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation>打开运行文件夹</translation>
    </message>
    <message>
        <source>Open report folder</source>
        <translation>打开报告文件夹</translation>
    </message>
    <message>
        <source>The training ended before it began</source>
        <translation>训练尚未开始就已结束</translation>
    </message>
    <message>
        <source>see %1</source>
        <translation>参见 %1</translation>
    </message>
</context>
<context>
    <name>steerscope::TranscriptDock</name>
    <message>
        <source>Transcript, comparison and history</source>
        <translation>转写、比较和历史</translation>
    </message>
    <message>
        <source>Words of this moment, runs side by side, runs that were kept</source>
        <translation>当前文字、并排的运行、已保存的运行</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>转写</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Pages of the panel</source>
        <translation>面板的页面</translation>
    </message>
</context>
<context>
    <name>steerscope::TranscriptView</name>
    <message>
        <source>Transcript</source>
        <translation>转写</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Show token probabilities</source>
        <translation>显示词元概率</translation>
    </message>
    <message>
        <source>Shade each token by how unsure the model was; hover for the numbers</source>
        <translation>按模型没有把握的程度为词元着色；悬停查看数值</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare with steering removed</source>
        <translation>与去除引导对比</translation>
    </message>
    <message>
        <source>Show the words with every scale at 0 below, differences marked</source>
        <translation>在下方显示所有尺度为 0 时的词语，并标出差异</translation>
    </message>
    <message>
        <source>Transcript text</source>
        <translation>转写文本</translation>
    </message>
    <message>
        <source>Record, drop a file here or open the sample: the words appear as they are decoded.</source>
        <translation>录音、将文件拖到这里或打开示例：词语会随解码出现。</translation>
    </message>
    <message>
        <source>Transcript with steering removed</source>
        <translation>去除引导的转写文本</translation>
    </message>
    <message>
        <source>Every scale is 0. Not a baseline: the projection was trained with steering.</source>
        <translation>所有尺度为 0。这不是基线：投影是在有引导的情况下训练的。</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>还没有词语</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>正在解码…</translation>
    </message>
    <message>
        <source>With steering</source>
        <translation>有引导</translation>
    </message>
    <message>
        <source>Of the setting before</source>
        <translation>属于之前的设置</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>因错误停止</translation>
    </message>
    <message>
        <source>No token probabilities yet</source>
        <translation>还没有词元概率</translation>
    </message>
    <message>
        <source>Without steering</source>
        <translation>无引导</translation>
    </message>
    <message>
        <source>Without steering, decoding…</source>
        <translation>无引导，正在解码…</translation>
    </message>
    <message>
        <source>Without steering: the same words</source>
        <translation>无引导：词语相同</translation>
    </message>
    <message>
        <source>Without steering: 1 word differs</source>
        <translation>无引导：有 1 个词不同</translation>
    </message>
    <message>
        <source>Without steering: %1 words differ</source>
        <translation>无引导：有 %1 个词不同</translation>
    </message>
    <message>
        <source>Live; the words underlined may still change</source>
        <translation>实时；带下划线的文字仍可能改变</translation>
    </message>
</context>
<context>
    <name>steerscope::WaveformLane</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>The recording&apos;s samples over time, its loudest sample at full height</source>
        <translation>录音采样随时间的变化，最响的采样为全高</translation>
    </message>
</context>
<context>
    <name>steerscope::WordsLane</name>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Transcribed texts at their times; click to go to one, double-click to select its time</source>
        <translation>各时间的转写文本；点击跳转，双击选中其时间</translation>
    </message>
    <message>
        <source>%1 to %2
%3</source>
        <extracomment>times of a text, then the text</extracomment>
        <translation>%1 至 %2
%3</translation>
    </message>
    <message>
        <source>
found by the CTC head, %1 % sure</source>
        <translation>
由 CTC 头定位，把握 %1 %</translation>
    </message>
    <message>
        <source>
times from a file</source>
        <translation>
时间来自文件</translation>
    </message>
</context>
<context>
    <name>Course</name>
    <message>
        <source>steering off</source>
        <translation>引导关闭</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>与训练一致</translation>
    </message>
    <message>
        <source>master %1</source>
        <translation>总量 %1</translation>
    </message>
    <message>
        <source>layers changed: %1</source>
        <translation>已更改层数：%1</translation>
    </message>
</context>
</TS>
